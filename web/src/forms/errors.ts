import type { FieldError, Problem } from '../api/problem';
import type { Member } from './field';

/** A refusal's messages, by the fields of a form; what fits no field is in `others`. */
export interface PlacedErrors {
    readonly fields: Readonly<Record<string, string>>;
    readonly others: readonly FieldError[];
}

/** Puts a refusal's messages to the fields that they are about. Paths may begin with one of `prefixes` (`options`, `params`). */
export function placeErrors(problem: Problem, members: readonly Member[], prefixes: readonly string[]): PlacedErrors {
    const fields: Record<string, string> = {};
    const others: FieldError[] = [];
    for (const error of problem.errors) {
        const path = withoutPrefix(error.path, prefixes);
        if (members.some(member => path === member.name || path.startsWith(`${member.name}.`))) {
            fields[path] = error.message;
        } else {
            others.push(error);
        }
    }

    return { fields, others };
}

function withoutPrefix(path: string, prefixes: readonly string[]): string {
    const prefix = prefixes.find(each => path.startsWith(`${each}.`));
    return prefix === undefined ? path : path.slice(prefix.length + 1);
}
