import './tables.css';
import { useMemo, useState } from 'preact/hooks';
import { getTables } from '../api/episodes';
import { useResource } from '../api/resource';
import type { Environment, TableSummary } from '../api/types';
import { ProblemNote } from '../controls/ProblemNote';
import { chosenTables, tableChoices } from './choice';
import { Legend } from './Legend';
import { markStyles } from './marks';
import { TableCard } from './TableCard';

interface Props {
    readonly id: string;
    readonly environment: Environment;
    readonly at: number;
    /** The names of the tables that are shown, separated by commas; null for the usual ones. */
    readonly chosen: string | null;
    readonly choose: (tables: string) => void;
}

interface Loaded {
    readonly at: number;
    readonly now: readonly TableSummary[];
    readonly before: readonly TableSummary[] | undefined;
}

/** The tables after a step, side by side, with what the step changed. */
export function TablesPanel({ id, environment, at, chosen, choose }: Props) {
    const withMarks = environment.marks !== undefined;
    const [showsRemoved, setShowsRemoved] = useState(true);
    const { value, problem, reload } = useResource<Loaded>(async signal => {
        const [now, before] = await Promise.all([getTables(id, at, withMarks, signal), at > 0 ? getTables(id, at - 1, withMarks, signal) : undefined]);
        return { at, now, before };
    }, [id, at, withMarks]);
    const styles = useMemo(() => markStyles(environment), [environment]);
    if (!value) {
        return <section class="card tables" aria-busy="true"><h2>Tables</h2>{problem && <ProblemNote problem={problem} retry={reload} />}</section>;
    }

    const choices = tableChoices(environment, value.now);
    const shown = chosenTables(choices, chosen);
    const toggle = (name: string) => choose(choices.filter(each => shown.includes(each.name) !== (each.name === name)).map(each => each.name).join(',') || ',');
    const find = (name: string, tables: readonly TableSummary[] | undefined) => tables?.find(each => each.name === name);

    return (
        <section class="card tables" aria-labelledby="tables-title">
            <div class="panel-head">
                <h2 id="tables-title">Tables {value.at === 0 ? 'at the start' : `after step ${value.at}`}</h2>
            </div>
            <div class="row" role="group" aria-label="Tables to show">
                {choices.map(each => (
                    <button key={each.name} type="button" class="toggle small" aria-pressed={shown.includes(each.name)} title={each.description || undefined} onClick={() => toggle(each.name)}>{each.title}</button>
                ))}
            </div>
            <Legend styles={styles} showsRemoved={showsRemoved} setShowsRemoved={setShowsRemoved} />
            {problem && <ProblemNote problem={problem} retry={reload} />}
            <div class="table-cards">
                {choices.filter(each => shown.includes(each.name)).map(each => (
                    <TableCard
                        key={each.name}
                        id={id}
                        at={value.at}
                        title={each.title}
                        description={each.description}
                        now={find(each.name, value.now)!}
                        before={find(each.name, value.before)}
                        withMarks={withMarks}
                        showsRemoved={showsRemoved}
                        styles={styles}
                    />
                ))}
            </div>
        </section>
    );
}
