// The editor on its first step; edits go into the name of the configuration.
import { mountEditor } from './large-case.mjs';

export const mount = (root, fields, ctx) =>
  mountEditor(root, fields, ctx, {
    step: 'basic',
    edited: (shadow, deep) => deep(shadow, '[data-slot="/basic/name"] input'),
  });
