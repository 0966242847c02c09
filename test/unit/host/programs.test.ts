import { describe, expect, it } from 'vitest';

import { connectionOf } from '../../../host/backup/programs.js';

describe('an address of PostgreSQL for its own programs', () => {
  it.each<[string, Record<string, string>]>([
    [
      'postgres://es%40ign:a%2Fb@db.corp:5433/con%20tracts',
      { PGHOST: 'db.corp', PGPORT: '5433', PGUSER: 'es@ign', PGPASSWORD: 'a/b', PGDATABASE: 'con tracts' },
    ],
    [
      'postgres://esign@[fd00::7]:5432/esign',
      { PGHOST: 'fd00::7', PGPORT: '5432', PGUSER: 'esign', PGDATABASE: 'esign' },
    ],
    ['postgres:///esign?host=/var/run/postgresql', { PGHOST: '/var/run/postgresql', PGDATABASE: 'esign' }],
    [
      'postgres://db/esign?sslmode=verify-full&sslrootcert=/etc/ca.pem&sslcert=/etc/me.pem&sslkey=/etc/me.key',
      {
        PGHOST: 'db',
        PGDATABASE: 'esign',
        PGSSLMODE: 'verify-full',
        PGSSLROOTCERT: '/etc/ca.pem',
        PGSSLCERT: '/etc/me.pem',
        PGSSLKEY: '/etc/me.key',
      },
    ],
    [
      'postgres://db/esign?sslmode=require&uselibpqcompat=true',
      { PGHOST: 'db', PGDATABASE: 'esign', PGSSLMODE: 'require' },
    ],
  ])('says all of %s', (url, variables) => {
    expect(connectionOf(url)).toEqual(variables);
  });

  it.each([
    ['sslmode=no-verify', 'sslmode=no-verify'],
    ['ssl=true', 'ssl'],
    ['sslmode=require&options=-c%20x%3Dy', 'options'],
  ])('refuses %s in one line, because the programs would leave it out', (query, name) => {
    expect(() => connectionOf(`postgres://user:secret@db/esign?${query}`)).toThrow(
      `pg_dump and pg_restore do not know "${name}" of DATABASE_URL; give the backup an address with ` +
        'sslmode=disable|allow|prefer|require|verify-ca|verify-full and, where it is checked, sslrootcert',
    );
  });
});
