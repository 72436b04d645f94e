import type { Environment, TableSummary } from '../api/types';
import { titleOf } from '../forms/field';

/** A table as the panel offers it. */
export interface TableChoice {
    readonly name: string;
    readonly title: string;
    readonly description: string;
}

const suffix = '_prepped';

/** The tables in the environment's order; those that it does not name come last. */
export function tableChoices(environment: Environment, tables: readonly TableSummary[]): TableChoice[] {
    const described = new Map((environment.tables ?? []).map((table, index) => [table.name, { ...table, index }]));
    return tables
        .map((table, index) => ({ name: table.name, order: described.get(table.name)?.index ?? 1000 + index }))
        .sort((left, right) => left.order - right.order)
        .map(({ name }) => ({ name, title: described.get(name)?.title || titleOf(name), description: described.get(name)?.description ?? '' }));
}

/** Which tables are shown: those of the address, else all, with a source in the form that actions change and not as it arrived. */
export function chosenTables(choices: readonly TableChoice[], asked: string | null): readonly string[] {
    const names = choices.map(choice => choice.name);
    return asked === null ? names.filter(name => !names.includes(`${name}${suffix}`)) : names.filter(name => asked.split(',').includes(name));
}
