import './start.css';
import { useState } from 'preact/hooks';
import { useEnvironments } from '../api/environments';
import type { Environment } from '../api/types';
import { ProblemNote } from '../controls/ProblemNote';
import type { PageProps } from '../shell/pages';
import { hashOf, navigate } from '../shell/router';
import { OpenForm } from './OpenForm';
import { RecentList } from './RecentList';
import { StartForm } from './StartForm';

/** Starts an episode from what its environment says it takes, or opens one by its id. */
export function StartPage({ route }: PageProps) {
    const { value, problem, reload } = useEnvironments();
    const [chosen, setChosen] = useState<string | null>(null);
    if (problem) {
        return <section class="narrow"><h1>Start an episode</h1><ProblemNote problem={problem} retry={reload} /></section>;
    }

    const all = value?.environments ?? [];
    const name = chosen ?? route.query.get('environment') ?? value?.default;
    const environment = all.find(each => each.name === name) ?? all[0];
    const choose = (next: string) => {
        setChosen(next);
        navigate(hashOf(['new'], { environment: next }), { replace: true });
    };

    return (
        <div class="start">
            <section class="start-main" aria-busy={!value}>
                <h1>Start an episode</h1>
                {value && <Environments all={all} chosen={environment} choose={choose} />}
                {environment && (environment.problem
                    ? <p class="note bad" role="alert">{environment.problem.detail}</p>
                    : <StartForm key={environment.name} environment={environment} preset={{ task: route.query.get('task'), seed: route.query.get('seed') }} />)}
                {value && all.length === 0 && <p class="note">No environment is loaded: install a plugin, then load this page again.</p>}
            </section>
            <aside class="start-side">
                <OpenForm />
                <RecentList />
            </aside>
        </div>
    );
}

function Environments({ all, chosen, choose }: { all: readonly Environment[]; chosen: Environment | undefined; choose: (name: string) => void }) {
    return (
        <fieldset class="choices">
            <legend>Environment</legend>
            {all.map(each => (
                <label key={each.name} class="choice">
                    <input type="radio" name="environment" value={each.name} checked={each.name === chosen?.name} onChange={() => choose(each.name)} />
                    <span>
                        <strong>{each.title ?? each.name}</strong> <code>{each.name}@{each.version}</code>
                        <span class="hint">{each.description}</span>
                    </span>
                </label>
            ))}
        </fieldset>
    );
}
