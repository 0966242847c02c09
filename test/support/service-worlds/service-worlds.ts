import type { SigningMapping } from '../../../src/schema/index.js';
import { OPEN_TEMPLATE } from '../../simulators/esign-open/server.js';
import { mainField } from '../purchase-mapping.js';
import { openEsignOpenWorld } from './esign-open-world.js';
import { openEsignPrivateWorld } from './esign-private-world.js';
import { openQiyuesuoWorld } from './qiyuesuo-world.js';
import type { OpenWorld } from './service-world.js';
import { openTencentWorld } from './tencent-world.js';

/** The services at which people sign, each with a strict simulator. */
export const serviceWorlds: Readonly<Record<string, OpenWorld>> = {
  'esign open': openEsignOpenWorld,
  'esign private': openEsignPrivateWorld,
  qiyuesuo: openQiyuesuoWorld,
  tencent: openTencentWorld,
};

/** The main job with a template of the service in the place of a file of the form (C-13). */
export const templateWorlds: Readonly<Record<string, OpenWorld>> = {
  'a template of esign open': ofTemplate(openEsignOpenWorld, OPEN_TEMPLATE, '合同编号'),
  'a template of qiyuesuo': ofTemplate(openQiyuesuoWorld, '2700000000000000001', '合同编号'),
  'a template of tencent': ofTemplate(openTencentWorld, 'yDsimulatorTemplate000000000001', 'ComponentId_1'),
};

function ofTemplate(open: OpenWorld, id: string, control: string): OpenWorld {
  const value = { kind: 'field' as const, field: mainField('f-title', '合同名称', 'text') };
  const template = { kind: 'constant' as const, value: id, label: '采购合同模板' };
  const adapt = (mapping: SigningMapping): SigningMapping => ({
    ...mapping,
    required: {
      ...mapping.required,
      documents: [{ kind: 'template', id: 'src-template', template, controls: [{ control, value }] }],
    },
  });
  return async (options) => ({ ...(await open(options)), adapt });
}
