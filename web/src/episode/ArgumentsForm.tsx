import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem';
import type { ActionInfo, Json } from '../api/types';
import { ProblemNote } from '../controls/ProblemNote';
import { placeErrors } from '../forms/errors';
import { emptyRaws, readMembers, type Raw } from '../forms/read';
import { SchemaForm } from '../forms/SchemaForm';
import { argumentFields } from './action';

interface Props {
    readonly action: ActionInfo;
    readonly isBusy: boolean;
    readonly problem: Problem | null;
    readonly submit: (values: Record<string, Json>) => void;
    readonly cancel: () => void;
}

/** The arguments of an operator. What is wrong stands at its field, whether the page found it or the server. */
export function ArgumentsForm({ action, isBusy, problem, submit, cancel }: Props) {
    const members = useMemo(() => argumentFields(action), [action]);
    const [raws, setRaws] = useState<Record<string, Raw>>(() => emptyRaws(members));
    const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
    const form = useRef<HTMLFormElement>(null);
    const placed = problem ? placeErrors(problem, members, ['params', 'parameters', 'action']) : null;

    useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);

    const send = () => {
        const reading = readMembers(members, raws);
        setErrors(reading.errors);
        if (Object.keys(reading.errors).length === 0) {
            submit(reading.value);
        } else {
            requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
        }
    };

    return (
        <form
            class="arguments"
            ref={form}
            noValidate
            aria-label={`Arguments of ${action.name}`}
            onSubmit={event => { event.preventDefault(); send(); }}
            onKeyDown={event => event.key === 'Escape' && cancel()}
        >
            <SchemaForm id={`argument-${action.name}`} members={members} raws={raws} errors={{ ...placed?.fields, ...errors }} onChange={setRaws} />
            {problem && placed && (placed.others.length > 0 || problem.errors.length === 0) && <ProblemNote problem={problem} />}
            <div class="row">
                <button type="submit" class="primary" disabled={isBusy}>Take this step</button>
                <button type="button" class="quiet" onClick={cancel}>Cancel</button>
            </div>
        </form>
    );
}
