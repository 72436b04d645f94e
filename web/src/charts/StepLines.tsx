import './steplines.css';
import { plain } from '../episode/format';
import { linearScale } from './scale';
import { useWidth } from './useWidth';

/** A line of a chart: `values[n]` is what was so after step n; null where nothing is known. */
export interface StepLine {
    readonly name: string;
    /** The line's colour and form: lines differ by more than colour. */
    readonly look: 'a' | 'b' | 'c';
    readonly values: readonly (number | null)[];
}

interface StepLinesProps {
    readonly title: string;
    readonly lines: readonly StepLine[];
    /** The step that is looked at. */
    readonly at: number;
    readonly go: (step: number) => void;
    /** A step that is worth seeing, such as the one where two lines part. */
    readonly marked?: { readonly step: number; readonly text: string } | undefined;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly format?: (value: number) => string;
}

const height = 160;
const pad = { left: 48, right: 14, top: 12, bottom: 24 };

/** Lines over the steps of an episode. A click goes to the step; the same numbers stand in a table beside every use. */
export function StepLines({ title, lines, at, go, marked, minimum, maximum, format = plain }: StepLinesProps) {
    const { ref, width } = useWidth<HTMLElement>();
    const steps = Math.max(1, ...lines.map(line => line.values.length - 1));
    const known = lines.flatMap(line => line.values.filter(value => value !== null));
    const { ticks, place: y } = linearScale(minimum ?? Math.min(0, ...known), maximum ?? Math.max(minimum ?? 0, ...known), height - pad.bottom, pad.top, 4);
    const x = (step: number) => pad.left + (Math.max(1, width - pad.left - pad.right) * step) / steps;
    const choose = (event: MouseEvent) => {
        const { left } = ref.current!.getBoundingClientRect();
        go(Math.max(0, Math.min(steps, Math.round(((event.clientX - left - pad.left) / (width - pad.left - pad.right)) * steps))));
    };

    return (
        <figure class="steplines" ref={ref}>
            <figcaption>
                <strong>{title}</strong>
                {lines.map(line => <span key={line.name} class="steplines-key"><svg viewBox="0 0 24 8" aria-hidden="true"><path class={`line-${line.look}`} d="M1 4h22" /></svg>{line.name}</span>)}
            </figcaption>
            <svg width={width} height={height} role="img" aria-label={`${title} over ${steps} steps: ${lines.map(line => describe(line, format)).join('; ')}`} onClick={choose}>
                {ticks.map(tick => <g key={tick}><path class="steplines-grid" d={`M${pad.left} ${y(tick)}H${width - pad.right}`} /><text class="steplines-text" x={pad.left - 8} y={y(tick) + 4} text-anchor="end">{format(tick)}</text></g>)}
                {stepTicks(steps, width).map(step => <text key={step} class="steplines-text" x={x(step)} y={height - 6} text-anchor="middle">{step}</text>)}
                {at <= steps && <path class="steplines-at" d={`M${x(at)} ${pad.top - 6}V${height - pad.bottom}`} />}
                {marked && <path class="steplines-mark" d={`M${x(marked.step)} ${pad.top - 6}V${height - pad.bottom}`}><title>{marked.text}</title></path>}
                {lines.map(line => <path key={line.name} class={`line-${line.look}`} d={pathOf(line.values, x, y)} />)}
                {lines.map(line => <Point key={line.name} look={line.look} value={line.values[at] ?? null} x={x(at)} y={y} />)}
            </svg>
        </figure>
    );
}

function Point({ look, value, x, y }: { look: StepLine['look']; value: number | null; x: number; y: (value: number) => number }) {
    return value === null ? null : <circle class={`point-${look}`} cx={x} cy={y(value)} r="4" />;
}

function pathOf(values: readonly (number | null)[], x: (step: number) => number, y: (value: number) => number): string {
    let path = '';
    let isDrawing = false;
    for (const [step, value] of values.entries()) {
        if (value !== null) {
            path += `${isDrawing ? 'L' : 'M'}${x(step).toFixed(1)} ${y(value).toFixed(1)}`;
        }

        isDrawing = value !== null;
    }

    return path;
}

function describe(line: StepLine, format: (value: number) => string): string {
    const known = line.values.filter(value => value !== null);
    return known.length === 0 ? `${line.name} has none` : `${line.name} from ${format(known[0]!)} to ${format(known[known.length - 1]!)}`;
}

function stepTicks(steps: number, width: number): number[] {
    const most = Math.max(2, Math.floor(width / 56));
    const every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find(each => steps / each <= most) ?? steps;
    return Array.from({ length: Math.floor(steps / every) + 1 }, (_, index) => index * every);
}
