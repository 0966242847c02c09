import { parseArgs } from 'node:util';

import { groups } from './catalogue.js';

type Headers = readonly (readonly [string, string])[];

export interface ContractOptions {
  readonly baseUrl: string;
  readonly admin: Headers;
  readonly other: Headers | null;
  readonly third: Headers | null;
  readonly workflowId: string | null;
  readonly recordId: string | null;
  readonly heartbeatSeconds: number;
  /** Empty for all groups. */
  readonly only: readonly string[];
}

export const USAGE = `usage: esign-host-contract <base URL> [options]

Checks any backend that claims the host contract, over HTTP. Exit code 0: nothing failed; 1: something failed;
2: the command could not run.

  --header "name: value"        credentials of an administrator; may be given several times
  --other-header "name: value"  of another person of the same tenant, who is no administrator
  --third-header "name: value"  of an administrator of another tenant
  --workflow ID                 a workflow without a configuration, for the run to configure
  --record ID                   a record that the administrator may read
  --heartbeat SECONDS           how long a quiet event stream may be silent (30)
  --only GROUP                  ${groups.join(', ')}; may be given several times
  --json                        one JSON document instead of lines
  --list                        the checks and the rules of the contract
`;

/** What the command line asks for. */
export type Command =
  { readonly kind: 'list' } | { readonly kind: 'run'; readonly options: ContractOptions; readonly json: boolean };

/** @throws Error in one line, for a command line that says nothing sensible. */
export function readCommand(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      header: { type: 'string', multiple: true },
      'other-header': { type: 'string', multiple: true },
      'third-header': { type: 'string', multiple: true },
      workflow: { type: 'string' },
      record: { type: 'string' },
      heartbeat: { type: 'string', default: '30' },
      only: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  if (values.list) return { kind: 'list' };
  const [baseUrl, ...rest] = positionals;
  if (baseUrl === undefined || rest.length > 0) throw new Error('give one base URL');
  const only = values.only ?? [];
  const unknown = only.find((group) => !groups.includes(group));
  if (unknown !== undefined) throw new Error(`--only ${unknown}: there is no such group`);
  const heartbeatSeconds = Number(values.heartbeat);
  if (!(heartbeatSeconds > 0)) throw new Error('--heartbeat needs a number of seconds');
  const options = {
    baseUrl: readUrl(baseUrl),
    admin: readHeaders('--header', values.header) ?? [],
    other: readHeaders('--other-header', values['other-header']),
    third: readHeaders('--third-header', values['third-header']),
    workflowId: values.workflow ?? null,
    recordId: values.record ?? null,
    heartbeatSeconds,
    only,
  };
  return { kind: 'run', options, json: values.json };
}

function readUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new Error(`${text} is not an http or https address`);
  }
  return text.replace(/\/+$/, '');
}

function readHeaders(option: string, lines: readonly string[] | undefined): Headers | null {
  if (!lines) return null;
  return lines.map((line) => {
    const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(\P{Cc}+)$/u.exec(line);
    // the line is not repeated: it holds a credential
    if (!match) throw new Error(`${option} needs "name: value"`);
    return [match[1] ?? '', match[2] ?? ''] as const;
  });
}
