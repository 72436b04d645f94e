using System.Text;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>All values of a state as text, read cell by cell: what a digest that is kept would not see changing.</summary>
internal static class StateCopy
{
    /// <summary>The text.</summary>
    /// <param name="state">The state.</param>
    public static string Of(EpisodeState state)
    {
        var text = new StringBuilder();
        for (var index = 0; index < state.Schema.TableNames.Length; index++)
        {
            var table = state.TableAt(index);
            text.Append(state.Schema.TableNames[index]).Append(' ').Append(table.RowCount).Append('\n');
            foreach (var column in table.Columns)
            {
                for (var row = 0; row < Math.Min(column.Length, 2_000); row++)
                {
                    text.Append(column.GetValue(row)).Append('|');
                }
            }
        }

        for (var index = 0; index < state.Schema.ScalarNames.Length; index++)
        {
            text.Append(state.ScalarAt(index)).Append('\n');
        }

        return text.ToString();
    }
}
