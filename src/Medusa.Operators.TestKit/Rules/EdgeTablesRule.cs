using Medusa.Operators.Abstractions;

namespace Medusa.Operators.TestKit;

/// <summary>Operators, checks and the inspector bear tables that are empty, have one row, repeat rows or hold NULLs alone.</summary>
internal sealed class EdgeTablesRule : IConformanceRule
{
    private static readonly (string Name, Func<Table, Table> Make)[] Edges =
    [
        ("no rows", static table => table.Slice(0, 0)),
        ("one row", static table => table.Slice(0, Math.Min(1, table.RowCount))),
        ("every row twice", static table => table.RowCount is 0 or > 5_000 ? table : Table.Concat(table, table)),
        ("NULLs alone", static table => Nulls(table)),
    ];

    public string Id => "edge-tables";

    public string Title => "Operators, checks and the inspector refuse with ContractException, or work, on tables with no rows, one row, repeated rows and NULLs alone.";

    public string? Check(Subject subject)
    {
        var state = subject.Start(Seed.Of(0)).View.State;
        var actions = subject.Actions(0).DistinctBy(action => (action.Operator, action.Arguments.ToString())).ToArray();
        for (var index = 0; index < state.Schema.TableNames.Length; index++)
        {
            var key = state.Schema.Table(state.Schema.TableNames[index]);
            foreach (var (edge, make) in state[key].ColumnCount == 0 ? [] : Edges)
            {
                var edit = state.Edit();
                edit.Set(key, make(state[key]));
                edit.SetMemo(null);
                var changed = edit.Build();
                foreach (var (applied, arguments) in actions)
                {
                    if (Fault(() => applied.Apply(new OperatorContext(changed, arguments, 1, subject.Definition.Checks, subject.Definition))) is { } fault)
                    {
                        return $"Operator '{applied.Name}' throws {fault} where table '{key.Name}' has {edge}: handle it, or throw ContractException.";
                    }
                }

                foreach (var check in subject.Definition.Checks)
                {
                    if (Fault(() => check.Evaluate(changed)) is { } fault)
                    {
                        return $"Check '{check.Name}' throws {fault} where table '{key.Name}' has {edge}: give a verdict with a reason.";
                    }
                }

                if (subject.Definition.Inspector is { } inspector && state.Schema.TableNames.Select(name => Fault(() => inspector.Inspect(changed, name))).FirstOrDefault(fault => fault is not null) is { } thrown)
                {
                    return $"The inspector throws {thrown} where table '{key.Name}' has {edge}: mark nothing there.";
                }
            }
        }

        return null;
    }

    private static string? Fault(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (ContractException)
        {
            return null;
        }
        catch (Exception fault)
        {
            return fault.GetType().Name;
        }
    }

    private static Table Nulls(Table table)
    {
        foreach (var name in table.ColumnNames)
        {
            table = table.With(name, Column.AllNull(table[name].Type, table.RowCount));
        }

        return table;
    }
}
