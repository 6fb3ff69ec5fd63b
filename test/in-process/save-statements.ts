/** Run before tagging a release, `npm run statements -- v0.2.0`, and commit the file it writes. */
import { writeFileSync } from 'node:fs';
import { type Release, released, schemaOf } from '../support/in-process/release.ts';
import { allStatements } from '../support/in-process/statements.ts';

const [release] = process.argv.slice(2);
if (!/^v\d+\.\d+\.\d+$/.test(release ?? '')) {
  throw new Error('Name the release, such as: npm run statements -- v0.2.0');
}
const statements = [...(await allStatements())].sort();
const file: Release = {
  release: release!,
  statements: released(schemaOf('migrations'), statements),
};
writeFileSync('test/fixtures/last-release.json', `${JSON.stringify(file, null, 2)}\n`);
console.log(`test/fixtures/last-release.json: ${statements.length} statements of ${release}`);
