import { useMemo, useRef, useState } from 'preact/hooks';
import { startEpisode } from '../api/episodes';
import { requestId, sendSurely } from '../api/surely';
import { problemOf, type Problem } from '../api/problem';
import type { Environment, Json, TaskInfo } from '../api/types';
import { ProblemNote } from '../controls/ProblemNote';
import { placeErrors } from '../forms/errors';
import { fieldOf, membersOf, type Member } from '../forms/field';
import { FieldInput } from '../forms/FieldInput';
import { emptyRaws, readMembers, type Raw } from '../forms/read';
import { SchemaForm } from '../forms/SchemaForm';
import { hashOf, navigate } from '../shell/router';
import { TaskChoice } from './TaskChoice';

/** What the address asked for. */
export interface Preset {
    readonly task: string | null;
    readonly seed: string | null;
}

/** Task, seed and options of an environment; starts the episode and goes there. */
export function StartForm({ environment, preset }: { environment: Environment; preset: Preset }) {
    const seedMember = useMemo<Member>(() => ({ name: 'seed', field: fieldOf({ type: 'integer', description: 'Equal seeds give equal episodes.', ...environment.seeds }, 'seed', false) }), [environment]);
    const options = useMemo(() => membersOf(environment.options), [environment]);
    const [taskName, setTaskName] = useState(preset.task ?? '');
    const [seed, setSeed] = useState<Raw>(preset.seed ?? '');
    const [raws, setRaws] = useState<Record<string, Raw>>(() => emptyRaws(options));
    const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
    const [problem, setProblem] = useState<Problem | null>(null);
    const [isBusy, setBusy] = useState(false);
    const form = useRef<HTMLFormElement>(null);
    const task = environment.tasks.find(each => each.task_id === taskName);
    // A task pins the options that make it comparable; the others stay free.
    const free = options.filter(option => task?.options?.[option.name] === undefined);

    const showErrors = (found: Readonly<Record<string, string>>) => {
        setErrors(found);
        requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    };

    const start = async () => {
        const members = [seedMember, ...free];
        const reading = readMembers(members, { ...raws, seed });
        setProblem(null);
        if (Object.keys(reading.errors).length > 0) {
            showErrors(reading.errors);
            return;
        }

        const { seed: seedValue, ...optionValues } = reading.value;
        setErrors({});
        setBusy(true);
        try {
            const start = { ...requestOf(environment, task, seedValue, optionValues), request_id: requestId() };
            const started = await sendSurely(signal => startEpisode(start, signal));
            navigate(hashOf(['e', started.episode_id]));
        } catch (error) {
            const refusal = problemOf(error);
            const placed = placeErrors(refusal, members, ['options']);
            setProblem(refusal.errors.length === 0 || placed.others.length > 0 ? refusal : null);
            showErrors(placed.fields);
            setBusy(false);
        }
    };

    return (
        <form class="start-form" ref={form} noValidate onSubmit={event => { event.preventDefault(); void start(); }}>
            <TaskChoice tasks={environment.tasks} task={task} choose={setTaskName} />
            <div class="fields">
                <FieldInput
                    id="start-seed"
                    path="seed"
                    field={{ ...seedMember.field, fallback: task?.seed ?? undefined, description: `${seedMember.field.description} ${task?.seed == null ? 'Without one the server draws it.' : 'Without one the task’s is taken.'}` }}
                    raw={seed}
                    errors={errors}
                    onChange={setSeed}
                />
            </div>
            {free.length > 0 && (
                <details class="options" open={Object.keys(errors).some(path => path !== 'seed') || undefined}>
                    <summary>Options <span class="muted">{free.length} with defaults</span></summary>
                    <SchemaForm id="start-option" members={free} raws={raws} errors={errors} onChange={setRaws} />
                </details>
            )}
            {problem && <ProblemNote problem={problem} />}
            <div><button type="submit" class="primary" disabled={isBusy}>{isBusy ? 'Starting…' : 'Start the episode'}</button></div>
        </form>
    );
}

function requestOf(environment: Environment, task: TaskInfo | undefined, seed: Json | undefined, options: Record<string, Json>) {
    return {
        environment: environment.name,
        ...(typeof seed === 'number' ? { seed } : {}),
        ...(task ? { task: task.task_id } : {}),
        ...(Object.keys(options).length > 0 ? { options } : {}),
    };
}
