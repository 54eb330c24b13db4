import { deepEqual } from 'node:assert/strict';
import { listed, ready } from './project.js';

const ROUTER = `
  const router = require('express').Router();
  router.get('/', (req, res) => res.end());
  module.exports = router;`;

describe('code that loads what stands in a folder', () => {
  before(ready);

  it('mounts each file under its name', () => {
    const routes = listed({
      'app.js': `
        const fs = require('fs');
        const path = require('path');
        const app = require('express')();
        fs.readdirSync(path.join(__dirname, 'routes')).forEach((file) => {
          const route = require('./routes/' + file);
          app.use('/api/' + file.replace('.js', ''), route);
        });`,
      'routes/orders.js': ROUTER,
      'routes/users.js': ROUTER,
      'routes/deeper/parts.js': ROUTER,
      'other/stock.js': ROUTER,
    });
    deepEqual(routes, ['GET /api/orders []', 'GET /api/users []', '~ GET / [?]', '~ GET / [?]']);
  });

  it('hands the application to each file of a folder that is named from the root', () => {
    const routes = listed({
      'src/app.js': `
        const app = require('express')();
        const { readdirSync } = require('node:fs');
        const { join } = require('node:path');
        readdirSync('./src/features')
          .filter((name) => name !== 'skip.js')
          .forEach((name) => require(join(__dirname, 'features', name))(app));`,
      'src/features/orders.js': `module.exports = (app) => app.get('/orders', (req, res) => res.end());`,
      'src/features/users/index.js': `module.exports = (app) => app.get('/users', (req, res) => res.end());`,
    });
    deepEqual(routes, ['GET /orders []', 'GET /users []']);
  });

  it('follows the paths of ES modules', () => {
    const routes = listed({
      'app.ts': `
        import express from 'express';
        import { readdirSync } from 'fs';
        import path, { dirname } from 'path';
        import { fileURLToPath } from 'url';
        const here = dirname(fileURLToPath(import.meta.url));
        const app = express();
        for (const file of readdirSync(path.resolve(here, './routes'))) {
          const { default: router } = await import(\`./routes/\${file}\`);
          app.use(\`/\${path.basename(file, '.ts')}\`, router);
          app.use('/v2/' + file.split('.')[0], router);
        }`,
      'routes/orders.ts': `
        import { Router } from 'express';
        const router = Router();
        router.get('/', (req, res) => res.end());
        export default router;`,
    });
    deepEqual(routes, ['GET /orders []', 'GET /v2/orders []']);
  });

  it('finds them by a glob, whatever package looks for them', () => {
    const files = {
      'src/routes/orders.js': ROUTER,
      'src/routes/deeper/users.js': ROUTER,
      'src/other/stock.js': ROUTER,
    };
    const mount = "app.use('/' + path.basename(file, '.js'), require(path.resolve(file)));";
    for (const [imports, found] of [
      ["const glob = require('glob');", "glob.sync('./src/routes/**/*.js')"],
      ["const { globSync } = require('glob');", "globSync(path.join(__dirname, 'routes/**/*.js'))"],
      ["const { globSync } = require('node:fs');", 'globSync(__dirname + "/routes/**/*.{js,ts}")'],
      ["const fg = require('fast-glob');", "fg.sync(['src/routes/**/*.js', '!**/index.js'])"],
      ["const fg = require('fast-glob');", "fg.sync('routes/**', { cwd: __dirname, absolute: true })"],
      ["const { globbySync } = require('globby');", "globbySync('src/{routes,jobs}/**/*.js')"],
    ] as const) {
      const app = `
        const path = require('path');
        ${imports}
        const app = require('express')();
        ${found}.forEach((file) => { ${mount} });`;
      deepEqual(
        listed({ 'src/app.js': app, ...files }),
        ['GET /orders []', 'GET /users []', '~ GET / [?]'],
        found,
      );
    }
  });

  it('follows what hands the names to a function', () => {
    const files = { 'routes/orders.js': ROUTER, 'other/stock.js': ROUTER };
    const mount =
      "names.forEach((name) => app.use('/' + name.replace('.js', ''), require('./routes/' + name)));";
    for (const [imports, load] of [
      [
        "const fs = require('fs');",
        `fs.readdir(__dirname + '/routes', (err, names) => { if (err) throw err; ${mount} });`,
      ],
      ["const fs = require('fs');", `fs.promises.readdir('./routes').then((names) => { ${mount} });`],
      [
        "const glob = require('glob');",
        `glob('*.js', { cwd: './routes' }, function (err, names) { ${mount} });`,
      ],
      ["const fg = require('fast-glob');", `fg('*.js', { cwd: './routes' }).then((names) => { ${mount} });`],
    ] as const)
      deepEqual(
        listed({ 'app.js': `${imports}\nconst app = require('express')();\n${load}`, ...files }),
        ['GET /orders []', '~ GET / [?]'],
        load,
      );
  });

  it('leaves a folder unknown whose name cannot be told, and one that is not there', () => {
    const routes = listed({
      'app.js': `
        const fs = require('fs');
        const app = require('express')();
        fs.readdirSync(process.env.ROUTES).forEach((file) => app.use('/a', require('./routes/' + file)));
        fs.readdirSync('../elsewhere').forEach((file) => app.use('/b', require('../elsewhere/' + file)));`,
      'routes/orders.js': ROUTER,
    });
    deepEqual(routes, ['~ GET / [?]']);
  });
});
