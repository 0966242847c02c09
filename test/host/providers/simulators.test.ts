import { expect, it } from 'vitest';

import { simulators } from '../../simulators/start.js';
import { BindingInput } from '../../../src/schema/index.js';

it.each(Object.entries(simulators))('%s runs for itself and says how a host is bound to it', async (_name, start) => {
  const simulator = await start({ port: 0, callback: '', people: { applicant: '王磊' } });
  try {
    const binding = { ...simulator.service, name: '模拟', isDefault: false, ...simulator.binding };

    expect(BindingInput.safeParse(binding)).toMatchObject({ success: true });
    expect(simulator.settings['OUTGOING_ALLOW']).toBe(simulator.url);
    expect((await fetch(simulator.url)).status).toBe(200);
  } finally {
    await simulator.close();
  }
});
