import type { ComponentChildren } from 'preact';
import { GroupInput } from './GroupInput';
import { ListInput } from './ListInput';
import type { Field } from './field';
import { choiceText, type Raw } from './read';

/** What a field's input is given. */
export interface FieldInputProps {
    readonly id: string;
    /** Where the field is in the form, as errors name it. */
    readonly path: string;
    readonly field: Field;
    readonly raw: Raw;
    readonly errors: Readonly<Record<string, string>>;
    readonly onChange: (raw: Raw) => void;
}

/** One field: its name, its input, what it means, and what is wrong with it. */
export function FieldInput(props: FieldInputProps) {
    const { id, field, path, raw, errors, onChange } = props;
    if (field.kind === 'group') {
        return <GroupInput {...props} field={field} />;
    }

    if (field.kind === 'list') {
        return <ListInput {...props} field={field} />;
    }

    const error = errors[path];
    const described = [field.description && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
    const common = { id, required: field.isRequired, 'aria-invalid': error ? ('true' as const) : undefined, 'aria-describedby': described };
    const change = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
    return (
        <div class="field">
            <label for={id}>{field.title}{!field.isRequired && <span class="optional"> optional</span>}</label>
            {inputOf(field, raw as string, common, change)}
            {field.description && <p class="hint" id={`${id}-hint`}>{field.description}{rangeOf(field)}</p>}
            {error && <p class="error" id={`${id}-error`}>{error}</p>}
        </div>
    );
}

type Common = { id: string; required: boolean; 'aria-invalid': 'true' | undefined; 'aria-describedby': string | undefined };

function inputOf(field: Field, raw: string, common: Common, change: (event: { currentTarget: { value: string } }) => void): ComponentChildren {
    switch (field.kind) {
        case 'choice':
            return (
                <select {...common} value={raw} onChange={change}>
                    {!(field.isRequired && raw !== '') && <option value="">{emptyChoice(field)}</option>}
                    {field.choices.map(choice => <option key={choiceText(choice)} value={choiceText(choice)}>{choiceText(choice)}</option>)}
                </select>
            );
        case 'boolean':
            return (
                <select {...common} value={raw} onChange={change}>
                    <option value="">{emptyChoice(field)}</option>
                    <option value="true">yes</option>
                    <option value="false">no</option>
                </select>
            );
        case 'integer':
        case 'number':
            return <input {...common} type="text" inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'} autocomplete="off" value={raw} placeholder={fallbackText(field)} onInput={change} />;
        case 'json':
            return <textarea {...common} rows={3} spellcheck={false} value={raw} placeholder={fallbackText(field) || '{}'} onInput={change} />;
        default:
            return <input {...common} type="text" autocomplete="off" value={raw} placeholder={fallbackText(field)} onInput={change} />;
    }
}

function emptyChoice(field: Field): string {
    const fallback = fallbackText(field);
    return field.isRequired ? 'Choose…' : fallback ? `${fallback} (default)` : 'not given';
}

function fallbackText(field: Field): string {
    return field.fallback === undefined || field.fallback === null ? '' : choiceText(field.fallback);
}

function rangeOf(field: Field): string {
    if (field.kind !== 'integer' && field.kind !== 'number') {
        return '';
    }

    const from = field.minimum ?? field.above;
    const to = field.maximum ?? field.below;
    if (from === undefined && to === undefined) {
        return '';
    }

    const format = (value: number) => value.toLocaleString('en');
    return from === undefined ? ` At most ${format(to!)}.` : to === undefined ? ` At least ${format(from)}.` : ` ${format(from)} to ${format(to)}.`;
}
