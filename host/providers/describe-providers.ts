import { remoteProviders } from './remote-providers.js';

/** What each adapter of a service can do, and what of it nobody has held against the vendor, as Markdown. */
export function describeProviders(): string {
  return remoteProviders()
    .map(({ descriptor: { id, name, capabilities, serviceCapabilities = {}, unverified } }) => {
      const flags = Object.entries(capabilities).map(([flag, value]) => `| \`${flag}\` | ${inWords(value)} |`);
      return [
        `### ${name} (\`${id}\`)`,
        ['| capability | |', '| - | - |', ...flags].join('\n'),
        ...Object.entries(serviceCapabilities).map(([type, other]) => {
          const before = new Map<string, string>(
            Object.entries(capabilities).map(([flag, value]) => [flag, inWords(value)]),
          );
          const differs = Object.entries(other)
            .filter(([flag, value]) => before.get(flag) !== inWords(value))
            .map(([flag, value]) => `\`${flag}\` ${inWords(value)}`);
          return `With a \`${type}\` binding: ${differs.join(', ')}.`;
        }),
        'Not verified against the vendor:',
        unverified.map((assumption) => `- ${assumption}`).join('\n'),
      ].join('\n\n');
    })
    .join('\n\n');
}

function inWords(value: boolean | number | string | readonly string[]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
