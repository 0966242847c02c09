import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';

import '../src/define/phone-pad.js';

interface Arguments {
  /** What the host answers, in order; `null` where it is not reached. */
  answers: () => readonly (Response | null)[];
}

const taken = (): Response => Response.json({ pass: 'pass-1', expiresAt: '2026-12-31T10:00:00.000Z' });

/** The page that a phone shows to write a signature; its host is stood in for. */
const meta: Meta<Arguments> = {
  title: 'phone pad',
  parameters: { layout: 'padded' },
  beforeEach: ({ args }) => {
    const native = window.fetch;
    const answers = [...args.answers()];
    window.fetch = (input, init) => {
      if (typeof input !== 'string' || !input.startsWith('pad/')) return native(input, init);
      const answer = answers.shift();
      return answer ? Promise.resolve(answer) : Promise.reject(new TypeError('not reached'));
    };
    sessionStorage.clear();
    return () => {
      window.fetch = native;
    };
  },
  render: (_, { globals }) => html`<esign-phone-pad .locale=${String(globals['locale'])}></esign-phone-pad>`,
};
export default meta;

type Story = StoryObj<Arguments>;

/** Write a name and send it. */
export const Write: Story = { args: { answers: () => [taken(), new Response(null, { status: 204 })] } };
export const Unreachable: Story = { args: { answers: () => [null] } };
/** The link was used before. */
export const Ended: Story = { args: { answers: () => [new Response(null, { status: 404 })] } };
