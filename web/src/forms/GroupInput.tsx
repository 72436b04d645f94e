import { FieldInput, type FieldInputProps } from './FieldInput';
import type { Field } from './field';
import type { Raw } from './read';

/** An object's fields, in a frame of their own. */
export function GroupInput({ id, path, field, raw, errors, onChange }: FieldInputProps & { field: Field & { kind: 'group' } }) {
    const raws = raw as Record<string, Raw>;
    return (
        <fieldset class="field group" aria-describedby={field.description ? `${id}-hint` : undefined}>
            <legend>{field.title}{!field.isRequired && <span class="optional"> optional</span>}</legend>
            {field.description && <p class="hint" id={`${id}-hint`}>{field.description}</p>}
            <div class="fields">
                {field.members.map(member => (
                    <FieldInput
                        key={member.name}
                        id={`${id}-${member.name}`}
                        path={`${path}.${member.name}`}
                        field={member.field}
                        raw={raws[member.name] ?? ''}
                        errors={errors}
                        onChange={next => onChange({ ...raws, [member.name]: next })}
                    />
                ))}
            </div>
            {errors[path] && <p class="error" role="alert">{errors[path]}</p>}
        </fieldset>
    );
}
