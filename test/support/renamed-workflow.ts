import type { FormTable } from '../../src/schema/form.js';
import type { Workflow } from '../../src/schema/workflow.js';

/** The same workflow with every id replaced, as a copy that was made in the OA has them. */
export function renamedWorkflow(workflow: Workflow, prefix = 'x-'): Workflow {
  const to = (id: string): string => prefix + id;
  const table = (own: FormTable, id: string): FormTable => ({
    ...own,
    id,
    fields: own.fields.map((field) => ({ ...field, id: to(field.id) })),
  });
  return {
    ...workflow,
    id: to(workflow.id),
    nodes: workflow.nodes.map((node) => ({ ...node, id: to(node.id) })),
    exits: workflow.exits.map((exit) => ({ ...exit, id: to(exit.id), from: to(exit.from), to: to(exit.to) })),
    actionFlows: workflow.actionFlows.map((flow) => ({ ...flow, id: to(flow.id) })),
    form: {
      ...workflow.form,
      main: table(workflow.form.main, 'main'),
      details: workflow.form.details.map((detail) => table(detail, to(detail.id))),
    },
  };
}
