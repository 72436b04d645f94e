using System.Collections.Immutable;
using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>Marks are of declared kinds, refer to rows and columns that there are, and come out the same twice.</summary>
internal sealed class InspectionRule : IConformanceRule
{
    public string Id => "inspection";

    public string Title => "The inspector's marks are of its kinds, on rows and columns that the tables have, the same for the same state, and change nothing.";

    public string? Check(Subject subject)
    {
        if (subject.Definition.Inspector is not { } inspector)
        {
            throw new RuleSkippedException("The environment has no inspector.");
        }

        if (Check(inspector, subject.Definition.State.Initial) is { } early)
        {
            return early + " (before the first reset)";
        }

        foreach (var seed in subject.Seeds)
        {
            foreach (var state in subject.Play(seed).Select(step => step.After.View.State).Prepend(subject.Start(seed).View.State))
            {
                if (Check(inspector, state) is { } wrong)
                {
                    return wrong;
                }
            }
        }

        return null;
    }

    private static string? Check(IInspector inspector, EpisodeState state)
    {
        var copy = StateCopy.Of(state);
        foreach (var name in state.Schema.TableNames)
        {
            var marks = inspector.Inspect(state, name);
            if (marks.IsDefault)
            {
                return $"The inspector gives no list for table '{name}': give an empty one where there is nothing to mark.";
            }

            var table = state[state.Schema.Table(name)];
            if (marks.Select(mark => Wrong(inspector, mark, table)).FirstOrDefault(wrong => wrong is not null) is { } found)
            {
                return $"Table '{name}': {found}";
            }

            if (!Same(marks, inspector.Inspect(state, name)))
            {
                return $"The inspector marks table '{name}' differently for the same state: no clock, no static state, no randomness.";
            }
        }

        return StateCopy.Of(state) == copy ? null : "The inspector changes the state it is passed: only read its tables.";
    }

    private static string? Wrong(IInspector inspector, TableMark mark, Table table)
    {
        if (!inspector.Kinds.Any(kind => kind.Kind == mark.Kind))
        {
            return $"the kind '{mark.Kind}' is not among the inspector's kinds: declare it.";
        }

        if (mark.Column is { } column && table.IndexOf(column) < 0)
        {
            return $"'{mark.Kind}' marks a column '{column}' that the table has not.";
        }

        for (var index = 0; index < (mark.IsWholeColumn ? 0 : mark.Rows.Length); index++)
        {
            if (mark.Rows[index] < 0 || mark.Rows[index] >= table.RowCount)
            {
                return $"'{mark.Kind}' marks row {mark.Rows[index]} of {table.RowCount}.";
            }

            if (index > 0 && mark.Rows[index] <= mark.Rows[index - 1])
            {
                return $"'{mark.Kind}' lists its rows out of order: ascending, each once.";
            }
        }

        return null;
    }

    private static bool Same(ImmutableArray<TableMark> one, ImmutableArray<TableMark> other) =>
        one.Length == other.Length && one.Zip(other).All(pair =>
            pair.First.Kind == pair.Second.Kind && pair.First.Column == pair.Second.Column && pair.First.IsWholeColumn == pair.Second.IsWholeColumn
            && (pair.First.IsWholeColumn || pair.First.Rows.SequenceEqual(pair.Second.Rows)));
}
