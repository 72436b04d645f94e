import type { TaskInfo } from '../api/types';

/** Which task is to be solved, and what that one is about. */
export function TaskChoice({ tasks, task, choose }: { tasks: readonly TaskInfo[]; task: TaskInfo | undefined; choose: (name: string) => void }) {
    if (tasks.length === 0) {
        return null;
    }

    return (
        <div class="task-choice">
            <div class="field">
                <label for="start-task">Task</label>
                <select id="start-task" value={task?.task_id ?? ''} onChange={event => choose(event.currentTarget.value)} aria-describedby="start-task-about">
                    <option value="">No task: play freely</option>
                    {tasks.map(each => (
                        <option key={each.task_id} value={each.task_id}>{each.task_id}{each.difficulty ? ` · ${each.difficulty}` : ''}</option>
                    ))}
                </select>
            </div>
            <div class="task-about" id="start-task-about">
                <p>{task?.description ?? 'Choose any seed and options; the grade is then the share of checks that pass.'}</p>
                {task?.success_criteria && <p class="hint">{task.success_criteria}</p>}
                {task?.options && <p class="hint">Fixed by the task: {Object.entries(task.options).map(([name, value]) => `${name} = ${String(value)}`).join(', ')}.</p>}
            </div>
        </div>
    );
}
