/** One server-sent event. */
export interface ServerEvent {
    readonly event: string;
    readonly data: string;
}

/** Cuts a stream of text into server-sent events. Feed it pieces as they come; comments give nothing. */
export class EventParser {
    #rest = '';
    #event = 'message';
    #data: string[] = [];

    /** The events that a piece completes. */
    feed(piece: string): ServerEvent[] {
        const events: ServerEvent[] = [];
        const lines = (this.#rest + piece).split('\n');
        this.#rest = lines.pop() ?? '';
        for (const line of lines) {
            this.#line(line.endsWith('\r') ? line.slice(0, -1) : line, events);
        }

        return events;
    }

    #line(line: string, events: ServerEvent[]): void {
        if (line === '') {
            if (this.#data.length > 0) {
                events.push({ event: this.#event, data: this.#data.join('\n') });
            }

            this.#event = 'message';
            this.#data = [];
        } else if (line.startsWith('event:')) {
            this.#event = line.slice(6).trimStart();
        } else if (line.startsWith('data:')) {
            this.#data.push(line.slice(5).trimStart());
        }
    }
}
