import './forms.css';
import type { Member } from './field';
import { FieldInput } from './FieldInput';
import type { Raw } from './read';

/** What the fields of a schema's form are given. */
export interface SchemaFormProps {
    /** Begins the ids of the inputs; unique on the page. */
    readonly id: string;
    readonly members: readonly Member[];
    readonly raws: Readonly<Record<string, Raw>>;
    readonly errors: Readonly<Record<string, string>>;
    readonly onChange: (raws: Record<string, Raw>) => void;
}

/** The fields of an object's schema, side by side where there is room. */
export function SchemaForm({ id, members, raws, errors, onChange }: SchemaFormProps) {
    return (
        <div class="fields">
            {members.map(({ name, field }) => (
                <FieldInput
                    key={name}
                    id={`${id}-${name}`}
                    path={name}
                    field={field}
                    raw={raws[name] ?? ''}
                    errors={errors}
                    onChange={raw => onChange({ ...raws, [name]: raw })}
                />
            ))}
        </div>
    );
}
