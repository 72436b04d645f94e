import './compare.css';
import { useEnvironments } from '../api/environments';
import { ProblemNote } from '../controls/ProblemNote';
import { StepLines } from '../charts/StepLines';
import { shapeOf } from '../episode/action';
import { signed } from '../episode/format';
import type { PageProps } from '../shell/pages';
import { hashOf, navigate } from '../shell/router';
import { align, totalsOf } from './align';
import { Differences } from './Differences';
import { GradesPanel } from './GradesPanel';
import { PairForm } from './PairForm';
import { SideHead } from './SideHead';
import { StepsPanel } from './StepsPanel';
import { TablesPanel } from './TablesPanel';
import { useCompared, type Compared } from './useCompared';

/** Two episodes side by side: where they part, and what came of it. */
export function ComparePage({ route }: PageProps) {
    const [a, b] = [route.query.get('a') ?? '', route.query.get('b') ?? ''];
    const [one, other] = [useCompared(a), useCompared(b)];
    return (
        <section class="compare">
            <h1>Compare episodes</h1>
            <PairForm key={`${a} ${b}`} a={a} b={b} />
            {one.problem && <ProblemNote problem={one.problem} retry={one.reload} />}
            {other.problem && <ProblemNote problem={other.problem} retry={other.reload} />}
            {a !== '' && b !== '' && !one.problem && !other.problem && (one.value && other.value
                ? <Comparison a={one.value} b={other.value} asked={route.query.get('at')} />
                : <p class="muted" role="status">Loading…</p>)}
        </section>
    );
}

function Comparison({ a, b, asked }: { a: Compared; b: Compared; asked: string | null }) {
    const environments = useEnvironments();
    const environmentOf = ({ summary }: Compared) => environments.value?.environments.find(each => each.name === summary.environment && !each.problem);
    const [ofA, ofB] = [environmentOf(a), environmentOf(b)];
    const { pairs, partsAt } = align(a.trajectory, b.trajectory);
    const wanted = Number.parseInt(asked ?? '', 10);
    const at = Number.isInteger(wanted) ? Math.max(0, Math.min(pairs.length, wanted)) : (partsAt ?? pairs.length);
    const go = (step: number) => navigate(hashOf(['compare'], { a: a.summary.episode_id, b: b.summary.episode_id, at: step }), { replace: true });
    const lines = [
        { name: 'A', look: 'a' as const, values: totalsOf(a.trajectory) },
        { name: 'B', look: 'b' as const, values: totalsOf(b.trajectory) },
    ];

    return (
        <>
            <p class={`note ${partsAt === null ? '' : 'warn'}`} role="status">{verdictOf(a, b, partsAt)}</p>
            <div class="compare-sides">
                <SideHead name="A" side={a} />
                <SideHead name="B" side={b} />
            </div>
            <div class="card"><StepLines title="Return so far" lines={lines} at={at} go={go} format={signed} marked={partsAt === null ? undefined : { step: partsAt, text: `They part at step ${partsAt}` }} /></div>
            <div class="compare-columns">
                <StepsPanel pairs={pairs} partsAt={partsAt} at={at} go={go} shapes={[ofA && shapeOf(ofA), ofB && shapeOf(ofB)]} />
                <div class="compare-stack">
                    <Differences a={a.trajectory} b={b.trajectory} at={at} environment={ofA ?? ofB} />
                    <TablesPanel a={a} b={b} at={at} environment={ofA ?? ofB} />
                    <GradesPanel a={a.grade} b={b.grade} />
                </div>
            </div>
        </>
    );
}

function verdictOf(a: Compared, b: Compared, partsAt: number | null): string {
    const [left, right] = [a.trajectory.steps.length, b.trajectory.steps.length];
    switch (partsAt) {
        case null:
            return left === right ? `Both are the same over ${left} ${left === 1 ? 'step' : 'steps'}.` : `${left < right ? 'B' : 'A'} goes on where ${left < right ? 'A' : 'B'} stands: the first ${Math.min(left, right)} steps are the same.`;
        case 0:
            return 'They differ from the start.';
        default:
            return `They part at step ${partsAt}: the ${partsAt === 1 ? 'beginning is' : `first ${partsAt - 1} ${partsAt === 2 ? 'step is' : 'steps are'}`} the same.`;
    }
}
