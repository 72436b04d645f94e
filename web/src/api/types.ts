/** What the native API's answers hold, as far as the page reads them. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A JSON schema, in the forms that the server writes. */
export interface Schema {
    readonly type?: string;
    readonly title?: string;
    readonly description?: string;
    readonly default?: Json;
    readonly enum?: readonly Json[];
    readonly const?: Json;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly exclusiveMinimum?: number;
    readonly exclusiveMaximum?: number;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly minItems?: number;
    readonly maxItems?: number;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: boolean | Schema;
    readonly items?: Schema;
    readonly anyOf?: readonly Schema[];
    readonly $ref?: string;
    readonly $defs?: Readonly<Record<string, Schema>>;
}

export interface Named {
    readonly name: string;
    readonly description: string;
}

export interface ActionInfo extends Named {
    readonly parameters: Schema;
}

export interface MarkKind {
    readonly kind: string;
    readonly title: string;
    readonly description: string;
}

export interface TableInfo extends Named {
    readonly title: string;
}

export interface TaskInfo {
    readonly task_id: string;
    readonly difficulty?: string;
    readonly description: string;
    readonly seed?: number | null;
    readonly options?: Readonly<Record<string, Json>>;
    readonly pass_threshold?: number;
    readonly rubric?: Readonly<Record<string, number>>;
    readonly success_criteria?: string;
}

export interface Environment {
    readonly name: string;
    readonly version: string;
    readonly title: string;
    readonly description: string;
    readonly seeds: { readonly minimum: number; readonly maximum: number };
    readonly options: Schema;
    readonly action: Schema;
    readonly actions: readonly ActionInfo[];
    readonly observation: Schema;
    readonly rewards: readonly Named[];
    readonly checks: readonly Named[];
    readonly tasks: readonly TaskInfo[];
    readonly policies: readonly Named[];
    readonly marks?: readonly MarkKind[];
    readonly features?: readonly Named[];
    readonly tables?: readonly TableInfo[];
    /** In place of all others, where the environment's plugin failed to describe it. */
    readonly problem?: { readonly code: string; readonly detail: string };
}

export interface Environments {
    readonly default: string | null;
    readonly environments: readonly Environment[];
}

export type Status = 'running' | 'done' | 'closed' | 'expired' | 'damaged';

export interface Summary {
    readonly episode_id: string;
    readonly environment: string;
    readonly version: string;
    readonly seed: number;
    readonly options: Readonly<Record<string, Json>>;
    readonly task: string | null;
    readonly label: string | null;
    readonly labels: Readonly<Record<string, string>>;
    readonly status: Status;
    readonly next_step: number;
    readonly cumulative_reward: number;
    readonly end_reason: string | null;
    readonly parent: string | null;
    readonly created_at: string;
    readonly durability: string;
    readonly node: string | null;
}

export interface Term {
    readonly rule: string;
    readonly value: number;
}

export type Observation = Readonly<Record<string, Json>>;

export interface StepResult {
    readonly episode_id: string;
    readonly environment: string;
    readonly step: number;
    readonly observation: Observation;
    readonly reward: number | null;
    readonly done: boolean;
    readonly metadata: { readonly cumulative_reward: number; readonly reward_breakdown: readonly Term[]; readonly [name: string]: unknown };
}

export interface TrajectoryStep {
    readonly observation: Observation;
    readonly action: Readonly<Record<string, Json>>;
    readonly reward: number;
    readonly reward_breakdown: readonly Term[];
    readonly terminated: boolean;
    readonly truncated: boolean;
}

export interface Trajectory {
    readonly episode_id: string;
    readonly parent: string | null;
    readonly forked_at: number | null;
    readonly steps: readonly TrajectoryStep[];
    readonly final_observation: Observation;
    readonly end_reason: string | null;
}

export interface LogEntry {
    readonly index: number;
    readonly action: string;
    readonly parameters: Readonly<Record<string, Json>>;
    readonly reward: number;
    readonly reward_breakdown: readonly Term[];
    readonly cumulative_reward: number;
    readonly metrics: Readonly<Record<string, Json>>;
    readonly wall_time: string;
}

export interface Column {
    readonly name: string;
    readonly type: string;
}

export interface TableSummary {
    readonly name: string;
    readonly rows: number;
    readonly columns: readonly Column[];
    readonly marks?: Readonly<Record<string, number>>;
}

export interface Mark {
    /** The table's row; null where the whole column is marked. */
    readonly row: number | null;
    readonly column: string | null;
    readonly kind: string;
}

export interface RowsPage {
    readonly name: string;
    readonly rows: number;
    readonly columns: readonly Column[];
    readonly offset: number;
    readonly values: readonly (readonly Json[])[];
    readonly marks?: readonly Mark[];
}

export interface Grade {
    readonly passed: boolean;
    readonly checks: readonly { readonly check: string; readonly passed: boolean; readonly reason: string | null }[];
    readonly task: string | null;
    readonly score: number | null;
    readonly task_passed: boolean | null;
    readonly rubric: Readonly<Record<string, number>>;
    readonly notes: readonly string[];
    readonly measurements: Readonly<Record<string, Json>>;
    readonly return: number;
    readonly max_return: number | null;
}
