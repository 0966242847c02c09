import * as z from 'zod/mini';

import { Form } from './form.js';
import { Id, Label } from './primitives.js';
import { wire } from './registry.js';

export const NodeKind = z
  .enum(['start', 'approve', 'handle', 'archive'])
  .register(wire, { id: 'NodeKind', description: 'Kind of a workflow node: 创建, 审批, 处理, 归档.' });
export type NodeKind = z.infer<typeof NodeKind>;

/**
 * `x`, `y` are the OA's own drawing positions; without them the diagram lays itself out. `department` is the name of who
 * handles the node, by which long workflows are filtered.
 */
export const WorkflowNode = z
  .object({
    id: Id,
    name: Label,
    kind: NodeKind,
    department: z.optional(Label),
    x: z.optional(z.number()),
    y: z.optional(z.number()),
  })
  .register(wire, { id: 'WorkflowNode', description: 'A step of a workflow (流程节点).' });
export type WorkflowNode = z.infer<typeof WorkflowNode>;

export const WorkflowExit = z
  .object({ id: Id, name: Label, from: Id, to: Id, condition: z.optional(z.string()) })
  .register(wire, { id: 'WorkflowExit', description: 'A directed, named edge out of a node (出口).' });
export type WorkflowExit = z.infer<typeof WorkflowExit>;

export const ActionFlow = z
  .object({ id: Id, name: Label, enabled: z.boolean() })
  .register(wire, { id: 'ActionFlow', description: 'What the OA runs when a provider event arrives (动作流).' });
export type ActionFlow = z.infer<typeof ActionFlow>;

export const Workflow = z
  .object({
    id: Id,
    name: Label,
    version: z.string(),
    nodes: z.array(WorkflowNode),
    exits: z.array(WorkflowExit),
    form: Form,
    actionFlows: z.array(ActionFlow),
  })
  .register(wire, { id: 'Workflow', description: 'A published OA process with its form and graph.' });
export type Workflow = z.infer<typeof Workflow>;

/** A workflow in a list; `signingConfigId` and `sealUseConfigId` tell that it is taken (C-01, P-01). */
export const WorkflowSummary = z
  .object({
    id: Id,
    name: Label,
    version: z.string(),
    fieldCount: z.int(),
    nodeCount: z.int(),
    signingConfigId: z.nullable(Id),
    sealUseConfigId: z.nullable(Id),
  })
  .register(wire, { id: 'WorkflowSummary', description: 'A workflow in a list.' });
export type WorkflowSummary = z.infer<typeof WorkflowSummary>;

export const Timing = z
  .enum(['before', 'after'])
  .register(wire, { id: 'Timing', description: 'Before or after a node or exit.' });
export type Timing = z.infer<typeof Timing>;

/**
 * A moment of the workflow. A node's `before` is the arrival at it, its `after` the submit out of it; an exit's
 * `before` comes ahead of the move along it and may still block, its `after` follows the move.
 */
export const FlowPoint = z
  .strictObject({ kind: z.enum(['node', 'exit']), id: Id, timing: Timing })
  .register(wire, { id: 'FlowPoint', description: 'Before or after a node or an exit.' });
export type FlowPoint = z.infer<typeof FlowPoint>;
