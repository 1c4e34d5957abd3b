import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkMigrations } from './migration-check.ts';

const level = (text: string) => checkMigrations([{ name: '0099.sql', text }])[0]?.level;

it('lets a migration add, and refuses what the release before cannot live with', () => {
  for (const text of [
    'create table a (b int not null);',
    'alter table a add column b int not null default 0;',
    '-- drop table a\nselect 1;',
  ])
    assert.equal(level(text), 'ok', text);
  for (const text of [
    'drop table a;',
    'alter table a drop column b;',
    'alter table a rename column b to c;',
    'alter table a alter column b type text;',
    'alter table a alter column b set not null;',
    'alter table a add column b int not null;',
    'delete from a;',
  ])
    assert.equal(level(text), 'error', text);
  assert.equal(level('-- contract: nothing has read it since 1.2\ndrop table a;'), 'warning');
});
