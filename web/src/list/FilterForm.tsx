import { useEffect, useRef, useState } from 'preact/hooks';
import { useEnvironments } from '../api/environments';
import { hashOf, navigate } from '../shell/router';
import type { Filter } from './rows';

const statuses: readonly { value: string; title: string }[] = [
    { value: 'running', title: 'Running' },
    { value: 'done', title: 'Done' },
    { value: 'closed', title: 'Closed' },
    { value: 'expired', title: 'Expired' },
    { value: 'damaged', title: 'Damaged' },
];

const typingPause = 300;

/** Narrows the list. The filter is part of the address, so that it can be kept and shared. */
export function FilterForm({ filter }: { filter: Filter }) {
    const environments = useEnvironments();
    const [texts, setTexts] = useState({ group: filter.group, label: filter.label });
    const sent = useRef(texts);
    const go = (change: Partial<Filter>) => {
        sent.current = texts;
        navigate(hashOf([], { ...filter, ...texts, ...change }), { replace: true });
    };
    const names = new Set(environments.value?.environments.map(environment => environment.name) ?? []);
    if (filter.environment !== '') {
        names.add(filter.environment);
    }

    useEffect(() => {
        // The address changed by other hands than this form's, such as a link's.
        if (filter.group !== sent.current.group || filter.label !== sent.current.label) {
            sent.current = { group: filter.group, label: filter.label };
            setTexts(sent.current);
        }
    }, [filter.group, filter.label]);

    useEffect(() => {
        const timer = setTimeout(() => (texts.group !== filter.group || texts.label !== filter.label) && go({}), typingPause);
        return () => clearTimeout(timer);
    }, [texts]);

    return (
        <form class="filters" role="search" aria-label="Filter the episodes" onSubmit={event => { event.preventDefault(); go({}); }}>
            <div class="field">
                <label for="filter-environment">Environment</label>
                <select id="filter-environment" value={filter.environment} onChange={event => go({ environment: event.currentTarget.value })}>
                    <option value="">All</option>
                    {[...names].map(name => <option key={name} value={name}>{name}</option>)}
                </select>
            </div>
            <div class="field">
                <label for="filter-status">Status</label>
                <select id="filter-status" value={filter.status} onChange={event => go({ status: event.currentTarget.value })}>
                    <option value="">All</option>
                    {statuses.map(({ value, title }) => <option key={value} value={value}>{title}</option>)}
                </select>
            </div>
            <div class="field">
                <label for="filter-group">Group</label>
                <input id="filter-group" class="mono" autocomplete="off" spellcheck={false} placeholder="root id" value={texts.group} onInput={event => setTexts({ ...texts, group: event.currentTarget.value.trim() })} />
            </div>
            <div class="field">
                <label for="filter-label">Label</label>
                <input id="filter-label" autocomplete="off" spellcheck={false} placeholder="label, or name:value" value={texts.label} onInput={event => setTexts({ ...texts, label: event.currentTarget.value })} />
            </div>
            <button type="button" disabled={Object.values({ ...filter, ...texts }).every(text => text === '')} onClick={() => navigate(hashOf([]), { replace: true })}>Clear</button>
        </form>
    );
}
