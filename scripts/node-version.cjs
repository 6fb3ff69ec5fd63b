// Plain CommonJS that any Node can run: an old Node cannot parse the TypeScript scripts.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`
✗ This is Node ${process.versions.node}; Milepost needs 22.18 or newer.
  It brings its own with \`npm install\`, so the install did not finish, or npm was told to skip
  install scripts. Run: npm install --foreground-scripts && npm rebuild node
`);
  process.exit(1);
}
// Without it, every start strips the types again.
require('node:module').enableCompileCache();
