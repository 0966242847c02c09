import {
  PlanRequest,
  ProviderList,
  type BindingInput,
  type EndpointName,
  type Session,
} from '../../src/schema/index.js';
import { collectionOf, endpointOf } from './endpoint-paths.js';
import { isObject, textAt } from './expectations.js';
import type { Probe, Reply, SendOptions } from './probe.js';
import { sampleOf } from './sample-of-schema.js';
import {
  bindingsNamed,
  envelopeNamed,
  pdfPage,
  sealDesignNamed,
  sealNamed,
  sealUseMappingNamed,
  signingMappingNamed,
  uploadHeaders,
} from './samples.js';
import { NotChecked } from './verdict.js';

/** Where the objects are that a body names. */
interface Surroundings {
  readonly admin: Probe;
  readonly secret: string;
  session(probe: Probe): Promise<Session>;
  ownId(collection: string): Promise<string | null>;
  workflowFor(collection: string): Promise<string>;
  make(name: EndpointName, options: SendOptions): Promise<Reply>;
}

/** A body that a schema alone cannot tell, because it names other objects; undefined for every other route. */
export async function namingBody(around: Surroundings, name: EndpointName, text: string): Promise<unknown> {
  const collection = collectionOf(endpointOf(name).path);
  switch (name) {
    case 'createBinding':
    case 'updateBinding':
      return bindingBody(around, text);
    case 'createSigningConfig':
    case 'saveSigningConfig':
      return signingMappingNamed(await around.workflowFor(collection), text);
    case 'createSealUseConfig':
    case 'saveSealUseConfig':
      return sealUseMappingNamed(await around.workflowFor(collection), text);
    case 'designSeal':
      return sealDesignNamed(text);
    case 'createSeal':
      return sealNamed(text);
    case 'createEnvelope':
      return envelopeBody(around, text);
    case 'plan':
      return planBody(around, text);
    default:
      return undefined;
  }
}

async function bindingBody({ admin, secret }: Surroundings, text: string): Promise<BindingInput> {
  const list = ProviderList.safeParse((await admin.send('listProviders', '/v1/providers')).body);
  const providers = list.data?.items ?? [];
  const binding = bindingsNamed(text, secret).find(({ provider, serviceType }) =>
    providers.some(({ id, serviceTypes }) => id === provider && serviceTypes.includes(serviceType)),
  );
  if (!binding) throw new NotChecked('needs a provider of the contract in GET /v1/providers');
  return binding;
}

async function envelopeBody(around: Surroundings, text: string): Promise<unknown> {
  // an envelope at a service of somebody else would be real, and may cost
  if ((await bindingBody(around, text)).provider !== 'builtin') throw new NotChecked('needs the provider builtin');
  const bindingId = await around.ownId('/v1/bindings');
  const upload = await around.make('upload', { body: pdfPage(), headers: uploadHeaders(`${text}.pdf`) });
  const fileId = textAt(upload.body, 'fileId');
  if (bindingId === null || fileId === null) throw new NotChecked('needs a binding and an upload');
  const { userId, name } = await around.session(around.admin);
  return envelopeNamed(text, { bindingId, fileId, userId, userName: name });
}

async function planBody(around: Surroundings, text: string): Promise<unknown> {
  const sample = sampleOf(PlanRequest);
  const workflowId = await around.workflowFor('/v1/signing-configs');
  if (!isObject(sample) || !isObject(sample['record'])) return undefined;
  const mapping = signingMappingNamed(workflowId, text);
  return { ...sample, mapping, record: { ...sample['record'], workflowId } };
}
