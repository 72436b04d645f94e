import type { Grade } from '../api/types';
import { plain } from '../episode/format';

/** Both verdicts, check by check. */
export function GradesPanel({ a, b }: { a: Grade | null; b: Grade | null }) {
    if (!a && !b) {
        return null;
    }

    const names = [...new Set([...(a?.checks ?? []), ...(b?.checks ?? [])].map(check => check.check))];
    const score = (grade: Grade | null) => (grade?.score === null || grade?.score === undefined ? 'none' : plain(grade.score));
    return (
        <section class="card" aria-labelledby="compare-grades">
            <h2 id="compare-grades">Verdicts</h2>
            <div class="scroll-x" tabIndex={0} role="region" aria-label="Verdicts of both">
                <table class="plain">
                    <thead><tr><th scope="col">Check</th><th scope="col">A</th><th scope="col">B</th></tr></thead>
                    <tbody>
                        {names.map(name => <tr key={name}><th scope="row">{name}</th><td><Verdict grade={a} name={name} /></td><td><Verdict grade={b} name={name} /></td></tr>)}
                        <tr><th scope="row">Score</th><td class="left">{score(a)}</td><td class="left">{score(b)}</td></tr>
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function Verdict({ grade, name }: { grade: Grade | null; name: string }) {
    const check = grade?.checks.find(each => each.check === name);
    return check ? <><span class={`tag ${check.passed ? 'good' : 'bad'}`}>{check.passed ? 'passed' : 'failed'}</span>{check.reason && <p class="small">{check.reason}</p>}</> : <span class="muted">not graded</span>;
}
