import { EsignError } from '../../../src/core/errors.js';
import type { CatalogItem, DesignSeal } from '../../../src/schema/index.js';
import { ServiceRefusal } from '../service-answers.js';
import { NO_SUCH_ACCOUNT } from './answers.js';
import { organizationIdOf } from './open-accounts.js';
import type { OpenClient } from './open-client.js';

const TYPES = ['ROUND_STAR', 'ROUND_NONE', 'OVAL_STAR', 'OVAL_NONE'] as const;
const PIXELS_PER_MM = 96 / 25.4;

/** B-16: the seals of the organisation; the service lists no templates. Who has no account there has no seals. */
export async function readOpenSeals(client: OpenClient, organization: string): Promise<CatalogItem[]> {
  const accountId = await accountOf(client, organization);
  if (accountId === null) return [];
  const seals = await client.seals(accountId);
  return seals.map(({ sealId: id, sealAlias }) => ({ id, kind: 'seal', name: sealAlias || id, enabled: true }));
}

/** The pictures of these seals; their links live for five minutes. */
export async function readOpenSealLinks(
  client: OpenClient,
  organization: string,
): Promise<ReadonlyMap<string, string>> {
  const accountId = await accountOf(client, organization);
  const seals = accountId === null ? [] : await client.seals(accountId);
  return new Map(seals.flatMap(({ sealId, sealUrl }) => (sealUrl ? [[sealId, sealUrl]] : [])));
}

/** Chapter 9: a template seal of the organisation. @throws EsignError `invalid-input` with `SEAL-NO-ACCOUNT` at first. */
export async function makeOpenSeal(
  client: OpenClient,
  organization: string,
  { name, template: { type, colour, widthMm, heightMm, ...texts } }: DesignSeal,
): Promise<CatalogItem> {
  const templateType = TYPES.find((known) => known === type);
  if (!templateType) throw new EsignError('invalid-input', 'not a shape for an organisation');
  const accountId = await accountOf(client, organization);
  if (accountId === null) {
    const message = 'the account is made with the first envelope that the organisation signs';
    throw new EsignError('invalid-input', 'the organisation has no account at e签宝 yet', {
      errors: [{ pointer: '', code: 'SEAL-NO-ACCOUNT', message }],
    });
  }
  const id = await client.createOrganizationSeal({
    ...texts,
    ...{ accountId, alias: name, color: colour, templateType },
    width: Math.round(widthMm * PIXELS_PER_MM),
    height: Math.round(heightMm * PIXELS_PER_MM),
  });
  return { id, kind: 'seal', name, enabled: true };
}

async function accountOf(client: OpenClient, organization: string): Promise<string | null> {
  try {
    return await client.findAccount(organizationIdOf(organization));
  } catch (error) {
    if (error instanceof ServiceRefusal && error.serviceCode === NO_SUCH_ACCOUNT) return null;
    throw error;
  }
}
