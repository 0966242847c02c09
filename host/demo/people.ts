import type { Locale, Permission, PersonValue } from '../../src/schema/index.js';
import type { HostSession } from '../http/session.js';
import type { OaOrganization } from '../oa-port.js';

export interface DemoUser {
  readonly userId: string;
  readonly name: string;
  readonly title: string;
  readonly mobile: string;
  readonly tenantId: string;
  readonly permissions: Permission[];
  /** The language that the person reads; zh-CN unless said. */
  readonly locale?: Locale;
}

export const TENANT = 'tenant-yuanjing';
export const COMPANY = '上海远景信息技术有限公司';

const TENANT_NAMES: Record<string, string> = { [TENANT]: COMPANY, 'tenant-lanhai': '广州蓝海贸易有限公司' };

/** The people of the demo. They have no passwords: the demo is for one's own machine. */
export const demoUsers: readonly DemoUser[] = [
  {
    userId: 'admin',
    name: '陈静',
    title: '行政部 · 签章管理员',
    mobile: '13800000001',
    tenantId: TENANT,
    permissions: ['configAdmin', 'sealAdmin', 'auditor', 'automation', 'sealStaff'],
  },
  {
    userId: 'applicant',
    name: '王磊',
    title: '采购部 · 采购专员',
    mobile: '13800000002',
    tenantId: TENANT,
    permissions: [],
  },
  {
    userId: 'signer-a',
    name: '李明',
    title: '采购部 · 采购总监',
    mobile: '13800000003',
    tenantId: TENANT,
    permissions: [],
  },
  {
    userId: 'signer-b',
    name: '赵倩',
    title: '财务部 · 合同签署人',
    mobile: '13800000004',
    tenantId: TENANT,
    permissions: [],
  },
  {
    userId: 'other-colleague',
    name: '孙涛',
    title: '市场部 · 市场专员',
    mobile: '13800000005',
    tenantId: TENANT,
    permissions: [],
    locale: 'en',
  },
  {
    userId: 'other-tenant',
    name: '周宇',
    title: '广州蓝海贸易 · 管理员',
    mobile: '13900000001',
    tenantId: 'tenant-lanhai',
    permissions: ['configAdmin', 'sealAdmin', 'auditor', 'automation', 'sealStaff'],
  },
];

export function findUser(userId: string | null | undefined): DemoUser | null {
  return demoUsers.find((user) => user.userId === userId) ?? null;
}

/** B-15: one company with the departments that stand before the titles of its people. */
export function organizationOfTenant(tenantId: string): OaOrganization {
  const people = demoUsers
    .filter((user) => user.tenantId === tenantId)
    .map((user) => ({ ...personOf(user), departmentId: user.title.replace(/ · .*$/, '') }));
  const departments = [...new Set(people.map(({ departmentId }) => departmentId))];
  return {
    organizations: [{ id: tenantId, name: TENANT_NAMES[tenantId] ?? tenantId, parentId: null }],
    departments: departments.map((name) => ({ id: name, name, organizationId: tenantId, parentId: null })),
    people,
  };
}

/** The language in which a person reads messages; null for one whom the demo does not know. */
export function localeOfUser(tenantId: string, userId: string): Locale | null {
  const user = findUser(userId);
  return user?.tenantId === tenantId ? (user.locale ?? 'zh-CN') : null;
}

/** Whom a form means by a name, a user id or a mobile; nobody where several are meant. */
export function findPersonByText(tenantId: string, text: string): PersonValue | null {
  const [user, ...others] = demoUsers.filter(
    (candidate) =>
      candidate.tenantId === tenantId && [candidate.name, candidate.userId, candidate.mobile].includes(text),
  );
  return user && others.length === 0 ? personOf(user) : null;
}

export function personOf({ userId, name, mobile, tenantId }: DemoUser): PersonValue {
  return { userId, name, mobile, organization: TENANT_NAMES[tenantId] ?? tenantId };
}

/** A person of the demo by id, for its data. */
export function person(userId: string): PersonValue {
  const user = findUser(userId);
  if (!user) throw new Error(`no demo user ${userId}`);
  return personOf(user);
}

export function sessionOf(user: DemoUser): HostSession {
  const { userId, name, tenantId, permissions, locale = 'zh-CN' } = user;
  return {
    userId,
    name,
    tenantId,
    tenantName: TENANT_NAMES[tenantId] ?? tenantId,
    locale,
    permissions: [...permissions],
    person: personOf(user),
  };
}

/**
 * The session in which the OA's own service acts for a person (for `system` where nobody acts): besides the person's
 * rights it may report any moment of a workflow.
 */
export function serviceSessionOf(tenantId: string, userId: string): HostSession | null {
  const user: DemoUser | null =
    userId === 'system' ? { userId, name: '系统', title: '', mobile: '', tenantId, permissions: [] } : findUser(userId);
  if (user?.tenantId !== tenantId) return null;
  const session = sessionOf(user);
  return { ...session, permissions: [...new Set<Permission>([...session.permissions, 'automation'])] };
}

/** The demo's way to know who asks: a header for programs, a cookie for the page. */
export function userOfRequest(request: Request): DemoUser | null {
  const header = request.headers.get('x-demo-user');
  if (header !== null) return findUser(header);
  const cookie = /(?:^|;\s*)demo-user=([^;]*)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return findUser(cookie);
}
