import './charts.css';
import { binSteps, stack, type Binnable } from './bins';
import { linearScale, type Scale } from './scale';
import { useWidth } from './useWidth';

interface Props {
    readonly steps: readonly Binnable[];
    /** The rules in the order of their colours. */
    readonly rules: readonly string[];
    readonly at: number;
    readonly label: string;
    readonly go: (step: number) => void;
}

const barsHeight = 168;
const lineHeight = 104;
const gap = 26;
const left = 44;
const right = 8;
const mostBars = 240;

/** Rewards by step, a bar's pieces coloured by rule, and below them their sum. A click on a bar goes to its step. */
export function RewardChart({ steps, rules, at, label, go }: Props) {
    const { ref, width, unit } = useWidth<HTMLDivElement>();
    return (
        <div class="chart reward-chart" ref={ref} role="img" aria-label={label}>
            {width > 0 && <Drawing steps={steps} rules={rules} at={at} go={go} width={width / unit} unit={unit} />}
        </div>
    );
}

/** Drawn in units of a sixteenth of the type size, so that it grows with the page's type. */
function Drawing({ steps, rules, at, go, width, unit }: Omit<Props, 'label'> & { width: number; unit: number }) {
    const bins = binSteps(steps, mostBars);
    const slots = Math.max(bins.length, 8);
    const slot = (width - left - right) / slots;
    const stacks = bins.map(bin => stack(bin, rules));
    const ends = stacks.flat().map(piece => piece.to);
    const rewards = linearScale(Math.min(0, ...ends), Math.max(0, ...ends), barsHeight - 6, 6, 4);
    const totals = bins.map(bin => bin.total);
    const sums = linearScale(Math.min(0, ...totals), Math.max(0, ...totals), barsHeight + gap + lineHeight - 6, barsHeight + gap + 6, 3);
    const middle = (index: number) => left + slot * (index + 0.5);
    const thickness = Math.min(slot * 0.72, 44);
    const line = [`${left},${sums.place(0)}`, ...totals.map((total, index) => `${middle(index)},${sums.place(total)}`)].join(' ');
    const everyLabel = Math.max(1, Math.ceil(34 / slot));
    const height = barsHeight + gap + lineHeight + 20;

    return (
        <svg width={width * unit} height={height * unit} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            {bins.map((bin, index) => at >= bin.first && at <= bin.last && <rect key={index} class="chart-here" x={left + slot * index} y={0} width={slot} height={height - 18} rx={3} />)}
            <Grid scale={rewards} width={width} />
            <Grid scale={sums} width={width} />
            <text class="chart-name" x={left} y={barsHeight + gap - 6}>Cumulative</text>
            {stacks.map((pieces, index) => pieces.map(piece => {
                const [from, to] = [rewards.place(piece.from), rewards.place(piece.to)];
                // A term too small for the scale is still there to be seen.
                const size = Math.max(Math.abs(to - from), 2);
                return (
                    <rect key={`${index}${piece.rule}`} class={`series-${rules.indexOf(piece.rule) % 8}`} x={middle(index) - thickness / 2} y={piece.to > piece.from ? from - size : from} width={thickness} height={size} rx={Math.min(2, size / 2)} />
                );
            }))}
            <polyline class="chart-line" points={line} />
            {bins.length <= 60 && totals.map((total, index) => <circle key={index} class="chart-dot" cx={middle(index)} cy={sums.place(total)} r={bins[index]!.last === at ? 4.5 : 3} />)}
            {bins.map((bin, index) => index % everyLabel === 0 && <text key={index} class="chart-tick middle" x={middle(index)} y={height - 4}>{bin.last}</text>)}
            {bins.map((bin, index) => <rect key={index} class="chart-hit" x={left + slot * index} y={0} width={slot} height={height} onClick={() => go(bin.last)}><title>{titleOf(bin, rules)}</title></rect>)}
        </svg>
    );
}

function Grid({ scale, width }: { scale: Scale; width: number }) {
    return (
        <g>
            {scale.ticks.map(tick => (
                <g key={tick}>
                    <line class={tick === 0 ? 'chart-zero' : 'chart-grid'} x1={left} x2={width - right} y1={scale.place(tick)} y2={scale.place(tick)} />
                    <text class="chart-tick end" x={left - 6} y={scale.place(tick) + 4}>{tick.toLocaleString('en').replace('-', '−')}</text>
                </g>
            ))}
        </g>
    );
}

function titleOf(bin: ReturnType<typeof binSteps>[number], rules: readonly string[]): string {
    const name = bin.first === bin.last ? `Step ${bin.last}` : `Steps ${bin.first} to ${bin.last}`;
    const parts = rules.filter(rule => bin.values[rule]).map(rule => `${rule} ${bin.values[rule]!.toLocaleString('en')}`);
    return `${name}: ${parts.join(', ')}; together so far ${bin.total.toLocaleString('en')}`;
}
