import { deepEqual } from 'node:assert/strict';
import { type Files, linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'crypto/hardcoded-credential';
const KEY =
  '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\\n-----END PRIVATE KEY-----';

function found(files: Files): readonly string[] {
  return linesOf(files, RULE);
}

describe('credentials of other services', () => {
  before(prepare);

  it('are told of where they are written, also in the settings of another file', () => {
    const files = {
      'config.js': "module.exports = { password: 'Kv93-orchard', host: 'db.orchard.io' };",
      'db.js': [
        "const express = require('express');",
        "const mysql = require('mysql2');",
        "const config = require('./config');",
        'mysql.createPool({ host: config.host, password: config.password });',
      ].join('\n'),
    };
    deepEqual(found(files), ['config.js:1']);
  });

  it('are told of once where a key signs tokens, and not in tests', () => {
    const sign = [
      "const jwt = require('jsonwebtoken');",
      `const KEY = '${KEY}';`,
      'const make = (sub) => jwt.sign({ sub }, KEY, { algorithm: "RS256" });',
    ].join('\n');
    deepEqual(found({ 'tokens.js': sign }), []);
    deepEqual(linesOf({ 'tokens.js': sign }, 'auth/jwt-hardcoded-secret'), ['tokens.js:2']);
    const url = "connect('postgres://deploy:hT7wq2Lk9vB@db.orchard-market.io/orders');";
    deepEqual(found({ 'test/db.js': url, 'db.js': url }), ['db.js:1']);
  });

  it('are keys of AWS by what they are called, and digests are none', () => {
    const key = `${'Zq7Lm/2xV9kTb4'}RzR8mW+YbN1cJpE3dHgFjU5oAs`;
    const script = [
      "const { S3Client } = require('@aws-sdk/client-s3');",
      `new S3Client({ credentials: { accessKeyId: process.env.ID, secretAccessKey: '${key}' } });`,
      `const AWS_SECRET = '${key}';`,
      `const etag = '${key}';`,
      "const secretAccessKey = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3';",
    ].join('\n');
    const python = `import boto3\nboto3.client("s3", aws_secret_access_key="${key}")\n`;
    deepEqual(found({ 'files.js': script, 'files.py': python }), ['files.js:2', 'files.js:3', 'files.py:2']);
  });

  it('are no passwords of the own machine, of containers with what everybody takes, and no placeholders', () => {
    const lines = [
      "const { Client } = require('pg');",
      "const mongoose = require('mongoose');",
      "new Client({ host: '127.0.0.1', password: 'Kv93-orchard' });",
      "new Client({ host: 'db', password: 'postgres' });",
      "new Client({ host: process.env.HOST ?? 'localhost', password: 'Kv93-orchard' });",
      "new Client({ host: 'db.orchard.io', password: 'changeme' });",
      "new Client({ host: 'db.orchard.io', password: '<password>' });",
      "new Client({ host: 'db.orchard.io', password: process.env.PASSWORD });",
      "mongoose.connect('mongodb://root:example@mongo:27017');",
      "mongoose.connect('mongodb://admin:admin@mongo:27017');",
      "mongoose.connect('mongodb://shop:Kv93-orchard@mongo:27017');",
    ];
    deepEqual(found({ 'db.js': lines.join('\n') }), ['db.js:11']);
  });
});
