namespace Medusa.Episodes;

/// <summary>Texts as every database can keep them.</summary>
public static class JournalText
{
    /// <summary>A text without NUL characters and unpaired surrogates, which stand as U+FFFD. For what is read by people; keys are checked instead.</summary>
    /// <param name="text">The text, or null.</param>
    public static string? Clean(string? text)
    {
        if (text is null || (!text.Contains('\0', StringComparison.Ordinal) && !HasLoneSurrogate(text)))
        {
            return text;
        }

        return string.Concat(text.EnumerateRunes()).Replace('\0', '\uFFFD');
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]))
            {
                if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                {
                    return true;
                }

                index++;
            }
        }

        return false;
    }
}
