import { Icon } from '../controls/Icon';
import { FieldInput, type FieldInputProps } from './FieldInput';
import type { Field } from './field';
import { emptyRaw, type Raw } from './read';

/** A list's items, one below the other. */
export function ListInput({ id, path, field, raw, errors, onChange }: FieldInputProps & { field: Field & { kind: 'list' } }) {
    const items = raw as readonly Raw[];
    return (
        <fieldset class="field group" aria-describedby={field.description ? `${id}-hint` : undefined}>
            <legend>{field.title}{!field.isRequired && <span class="optional"> optional</span>}</legend>
            {field.description && <p class="hint" id={`${id}-hint`}>{field.description}</p>}
            {items.map((item, index) => (
                <div class="list-item" key={index}>
                    <FieldInput
                        id={`${id}-${index}`}
                        path={`${path}.${index}`}
                        field={{ ...field.item, title: `${field.title} ${index + 1}` }}
                        raw={item}
                        errors={errors}
                        onChange={next => onChange(items.map((each, at) => (at === index ? next : each)))}
                    />
                    <button type="button" class="icon-only" aria-label={`Remove ${field.title} ${index + 1}`} onClick={() => onChange(items.filter((_, at) => at !== index))}>
                        <Icon name="minus" />
                    </button>
                </div>
            ))}
            <div>
                <button type="button" class="small" disabled={items.length >= field.maxItems} onClick={() => onChange([...items, emptyRaw(field.item)])}>
                    <Icon name="plus" /> Add to {field.title}
                </button>
            </div>
            {errors[path] && <p class="error" role="alert">{errors[path]}</p>}
        </fieldset>
    );
}
