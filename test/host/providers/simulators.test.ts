import { expect, it } from 'vitest';

import { simulators } from '../../simulators/start.js';
import { BindingInput } from '../../../src/schema/index.js';

const PROVIDERS: Readonly<Record<string, object>> = {
  tencent: { provider: 'tencent', serviceType: 'public', subOrganizationId: null },
  qiyuesuo: {
    provider: 'qiyuesuo',
    serviceType: 'private',
    networkLogin: { mode: 'off' },
    sealStaff: [],
    organizationScope: { organizations: [], departments: [], people: [] },
  },
  'esign-open': { provider: 'esign', serviceType: 'public' },
  zhangguanjia: { provider: 'zhangguanjia', serviceType: 'private', networkLogin: { mode: 'off' } },
  'esign-private': { provider: 'esign', serviceType: 'private' },
};

it.each(Object.entries(simulators))('%s runs for itself and says how a host is bound to it', async (name, start) => {
  const simulator = await start({ port: 0, callback: '', people: { applicant: '王磊' } });
  try {
    const binding = { ...PROVIDERS[name], name: '模拟', isDefault: false, ...simulator.binding };

    expect(BindingInput.safeParse(binding)).toMatchObject({ success: true });
    expect(simulator.settings['OUTGOING_ALLOW']).toBe(simulator.url);
    expect((await fetch(simulator.url)).status).toBe(200);
  } finally {
    await simulator.close();
  }
});
