using System.Data.Common;
using System.Text;
using Medusa.Durability.Journals;

namespace Medusa.Durability.Tests.Journals;

/// <summary>Changes the bytes of one step's event behind the server's back.</summary>
public static class JournalDamage
{
    private const string Row = "kind = 'step_taken' and step = @step and episode = (select episode from episodes where id = @id)";

    /// <summary>Damages a row.</summary>
    /// <param name="journal">The journal, which no server has open.</param>
    /// <param name="episode">The episode's id.</param>
    /// <param name="step">The step.</param>
    /// <param name="damage"><c>digest</c>, <c>reward</c> or <c>observation</c> change a value, <c>bytes</c> spoil the JSON, <c>half</c> cuts it off.</param>
    /// <param name="correctChecksum">Whether the checksum is made to fit again.</param>
    public static async Task DoAsync(TestedJournal journal, string episode, int step, string damage, bool correctChecksum = false)
    {
        await using var connection = journal.Connect();
        await connection.OpenAsync();
        await using var read = connection.CreateCommand();
        read.CommandText = $"select event from events where {Row}";
        Add(read, "@id", episode);
        Add(read, "@step", step);
        var old = await read.ExecuteScalarAsync() as byte[] ?? throw new InvalidOperationException($"There is no step {step} of {episode}.");
        var changed = Encoding.UTF8.GetBytes(Change(Encoding.UTF8.GetString(old), damage));

        await using var write = connection.CreateCommand();
        write.CommandText = $"update events set event = @event{(correctChecksum ? ", checksum = @checksum" : "")} where {Row}";
        Add(write, "@id", episode);
        Add(write, "@step", step);
        Add(write, "@event", changed);
        if (correctChecksum)
        {
            Add(write, "@checksum", (long)Checksum(changed));
        }

        Assert.Equal(1, await write.ExecuteNonQueryAsync());
    }

    private static string Change(string text, string damage) => damage switch
    {
        "digest" => ChangeDigit(text, "\"state_digest\":\"", first: true),
        "reward" => text.Replace("\"reward\":-0.", "\"reward\":-1.", StringComparison.Ordinal),
        "observation" => ChangeDigit(text, "\"features\":[", first: false),
        "bytes" => text[..(text.Length / 2)] + "\"\"\"}}}]]]" + text[(text.Length / 2 + 9)..],
        "half" => text[..(text.Length / 2)],
        _ => throw new ArgumentOutOfRangeException(nameof(damage), damage, "Unknown damage."),
    };

    private static string ChangeDigit(string text, string field, bool first)
    {
        var at = (first ? text.IndexOf(field, StringComparison.Ordinal) : text.LastIndexOf(field, StringComparison.Ordinal)) + field.Length;
        return text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..];
    }

    /// <summary>CRC-32C, bit by bit (RFC 3720, appendix B.4).</summary>
    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78u);
            }
        }

        return ~crc;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
