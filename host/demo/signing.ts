import type { SigningTerms } from '../../src/schema/index.js';
import type { AskedTerms, SigningPort } from '../signing-port.js';
import type { DemoDb } from './store.js';

/** What everybody's password is here. */
const PASSWORD = 'demo';

const CHANNELS: SigningTerms['intent']['channels'] = [
  { channel: 'sms', masked: '138****0001' },
  { channel: 'email', masked: 'l***@example.com' },
];

/**
 * The demo OA's own way to ask before a signature. What is asked is set for a tenant while the process runs, and nothing at
 * the start; a code comes as a message to the person, where a real OA sends a text message.
 */
export class DemoSigning implements SigningPort {
  readonly #db: DemoDb;
  readonly #now: () => string;
  readonly #asked = new Map<string, AskedTerms>();

  constructor(db: DemoDb, now: () => string) {
    this.#db = db;
    this.#now = now;
  }

  ask(tenantId: string, { intent, ...asked }: AskedTerms): void {
    this.#asked.set(tenantId, { ...asked, ...(intent && { intent: { channels: CHANNELS, ...intent } }) });
  }

  terms({ tenantId }: { tenantId: string }): Promise<AskedTerms> {
    return Promise.resolve(this.askedOf(tenantId));
  }

  askedOf(tenantId: string): AskedTerms {
    return this.#asked.get(tenantId) ?? {};
  }

  checkPassword(_: string, __: string, password: string): Promise<boolean> {
    return Promise.resolve(password === PASSWORD);
  }

  async sendCode({
    tenantId,
    key,
    userId,
    channel,
    code,
    subject,
    others,
  }: Parameters<NonNullable<SigningPort['sendCode']>>[0]): Promise<void> {
    await this.#db
      .insertInto('demo_notifications')
      .values({
        tenant_id: tenantId,
        key,
        user_id: userId,
        at: this.#now(),
        text: `签署“${subject}”${others > 0 ? `等 ${others + 1} 份文件` : ''}的验证码 ${code}，10 分钟内有效。`,
        record_id: null,
        channel,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  checkCustom(_: unknown, secret: string): Promise<boolean> {
    return Promise.resolve(secret === PASSWORD);
  }
}
