import { describe, expect, it } from 'vitest';

import { bindingsNamed } from '../../../host/contract/samples.js';
import { BindingInput } from '../../../src/schema/index.js';

/** Every binding that can be written, and what an admin must fill in beside its secrets, by requirement. */
const inputs = bindingsNamed('名称', 'secret-of-thirty-two-characters-');
const inputOf = (provider: string, serviceType: string): BindingInput => {
  const found = inputs.find((input) => input.provider === provider && input.serviceType === serviceType);
  if (!found) throw new Error(`no binding to ${provider}`);
  return found;
};

describe('a binding', () => {
  it.each([
    ['B-10', 'esign', 'private', ['platformAddress', 'projectKey']],
    ['B-11', 'esign', 'public', ['environment', 'appId']],
    ['B-12', 'qiyuesuo', 'private', ['platformAddress', 'appToken', 'externalAddress']],
    ['B-13, B-14, B-15', 'qiyuesuo', 'private', ['networkLogin', 'sealStaff', 'organizationScope']],
    ['B-17', 'zhangguanjia', 'private', ['openUrl', 'clientId', 'externalAddress', 'networkLogin']],
    ['B-18', 'tencent', 'public', ['environment', 'secretId', 'operatorUserId', 'subOrganizationId']],
    ['B-19', 'builtin', 'private', []],
  ])('has its fields (%s) at %s %s, and none is left out', (_code, provider, serviceType, fields) => {
    const input = inputOf(provider, serviceType);

    expect(BindingInput.safeParse(input).success).toBe(true);
    for (const field of ['provider', 'serviceType', 'name', 'isDefault', ...fields]) {
      const without = Object.fromEntries(Object.entries(input).filter(([name]) => name !== field));
      expect(BindingInput.safeParse(without).success, `without ${field} (B-01 to B-04)`).toBe(false);
    }
    expect(BindingInput.safeParse({ ...input, another: 'field' }).success).toBe(false);
  });

  it.each([
    ['esign', ['private', 'public']],
    ['qiyuesuo', ['private']],
    ['zhangguanjia', ['private']],
    ['tencent', ['public']],
    ['builtin', ['private']],
  ])('to %s is of no other service type than %j (B-02)', (provider, types) => {
    const [known] = types;
    for (const serviceType of ['private', 'public']) {
      const input = { ...inputOf(provider, types.includes(serviceType) ? serviceType : (known ?? '')), serviceType };
      expect(BindingInput.safeParse(input).success).toBe(types.includes(serviceType));
    }
  });

  it.each(['', 'x'.repeat(300)])('has a name that people can read (B-03), as %j is none', (name) => {
    expect(BindingInput.safeParse({ ...inputOf('builtin', 'private'), name }).success).toBe(false);
  });
});
