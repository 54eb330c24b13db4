import { deepEqual } from 'node:assert/strict';
import { foundIn, linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'auth/jwt-hardcoded-secret';
const CONSTANT = 'The key that signs tokens is written here: who reads the code can make them.';
const FALLBACK = 'Without the variable, tokens are signed by a key that the code shows.';

describe('a key that another file writes down', () => {
  before(prepare);

  const keys = `
    export const jwtConstants = { secret: 'keep-me-quiet' } as const;
    const own = 'keep-me-quiet';
    export default { own, signing: process.env.JWT_SECRET ?? 'keep-me-quiet', token: process.env.TOKEN };
    export const PUBLIC_KEY = '-----BEGIN PUBLIC KEY-----';`;
  const tokens = (from: string) => `
    import express from 'express';
    import jwt from 'jsonwebtoken';
    import given, { jwtConstants as constants, PUBLIC_KEY } from '${from}';
    import * as all from '${from}';
    export const a = (token: string) => jwt.verify(token, constants.secret);
    export const b = (token: string) => jwt.verify(token, all.jwtConstants.secret);
    export const c = (token: string) => jwt.verify(token, given.token);
    export const d = (token: string) => jwt.verify(token, PUBLIC_KEY);
    export const e = (secret: string, token: string) => jwt.verify(token, secret);
    export const f = (token: string) => jwt.verify(token, given.signing);`;

  it('is told of once, where it stands', () => {
    const files = { 'keys.ts': keys, 'tokens.ts': tokens('./keys.js') };
    deepEqual(foundIn(files, RULE), [`keys.ts:1 ${CONSTANT}`, `keys.ts:3 ${FALLBACK}`]);
  });

  it('is none that is looked up, and no endless one', () => {
    const config = `
      class A:
          secret_key = A()
          token_key = A().secret_key
      settings = A()
      secret = secret`;
    const main =
      'import jwt\nfrom fastapi import FastAPI\nfrom config import settings\ndef f(): return jwt.decode(token, settings.secret_key)\n';
    deepEqual(linesOf({ 'config.py': config, 'main.py': main }, RULE), []);
  });

  it('is found through a module that hands on what another exports', () => {
    const files = { 'keys.ts': keys, 'index.ts': "export * from './keys';", 'tokens.ts': tokens('./index') };
    deepEqual(linesOf(files, RULE), ['keys.ts:1', 'keys.ts:3']);
  });

  it('is found in Python under names, in modules and in settings, whose values the environment may give', () => {
    const issue = (key: string, n: number) =>
      `def f${n}(user):\n    return jwt.encode({"sub": user.id, "exp": soon()}, ${key}, algorithm="HS256")\n`;
    const named = ['config.SECRET_KEY', 'OTHER_KEY', 'settings.SECRET_KEY', 'settings.REAL_KEY', 'Keys.JWT'];
    const files = {
      'app/__init__.py': '',
      'app/config.py': `
        import os
        from pydantic_settings import BaseSettings
        SECRET_KEY = "keep-me-quiet"
        OTHER_KEY = os.getenv("OTHER_KEY", "keep-me-quiet")
        class Settings(BaseSettings):
            SECRET_KEY: str = "keep-me-quiet"
            REAL_KEY: str
        class Keys:
            JWT = "keep-me-quiet"
        settings = Settings()`,
      'app/main.py': [
        'import jwt\nfrom fastapi import FastAPI\nfrom app import config\nfrom .config import Keys, OTHER_KEY, settings',
        ...named.map(issue),
      ].join('\n'),
    };
    deepEqual(foundIn(files, RULE), [
      `app/config.py:3 ${CONSTANT}`,
      `app/config.py:4 ${FALLBACK}`,
      `app/config.py:6 ${FALLBACK}`,
      `app/config.py:9 ${CONSTANT}`,
    ]);
  });

  it('is found in settings of Python however they hold it, and however they are asked for', () => {
    const files = (field: string, key: string) => ({
      'config.py': `
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    ${field}
settings = Settings()
def get_settings() -> Settings:
    return Settings()`,
      'main.py': `
import jwt
from typing import Annotated
from fastapi import Depends, FastAPI
from config import Settings, get_settings, settings
app = FastAPI()
@app.post("/token")
def token(given: Annotated[Settings, Depends(get_settings)]):
    return jwt.encode({"exp": soon()}, ${key}, algorithm="HS256")`,
    });
    for (const [field, key] of [
      ['key: str = Field(default="keep-me-quiet", alias="KEY")', 'settings.key'],
      ['key: str = Field("keep-me-quiet")', 'get_settings().key'],
      ['key: SecretStr = SecretStr("keep-me-quiet")', 'settings.key.get_secret_value()'],
      ['key: SecretStr = Field(default=SecretStr("keep-me-quiet"))', 'given.key.get_secret_value()'],
    ] as const)
      deepEqual(foundIn(files(field, key), RULE), [`config.py:4 ${FALLBACK}`], field);
    for (const field of [
      'key: str = Field(..., alias="KEY")',
      'key: SecretStr = Field(min_length=32)',
      'key: str',
    ])
      deepEqual(linesOf(files(field, 'settings.key'), RULE), [], field);
  });

  const java = {
    'com/example/security/Keep.java': `
      package com.example.security;
      public interface Keep {
        String SECRET = "keep-me-quiet-keep-me-quiet-keep";
      }`,
    'com/example/Tokens.java': `
      package com.example;
      import com.example.security.Keep;
      import io.jsonwebtoken.security.Keys;
      import org.springframework.web.bind.annotation.RestController;
      import static com.example.security.Keep.SECRET;
      class Tokens {
        @Value("\${jwt.key:keep-me-quiet}")
        private String key;
        @Value("\${jwt.key}")
        private String other;
        SecretKey a() { return Keys.hmacShaKeyFor(Keep.SECRET.getBytes()); }
        SecretKey b() { return Keys.hmacShaKeyFor(SECRET.getBytes()); }
        SecretKey c() { return Keys.hmacShaKeyFor(key.getBytes()); }
        SecretKey d() { return Keys.hmacShaKeyFor(other.getBytes()); }
      }`,
  };

  it('is found in Java in a class or an interface, and in the annotation of a setting', () => {
    deepEqual(foundIn(java, RULE), [
      `com/example/security/Keep.java:3 ${CONSTANT}`,
      `com/example/Tokens.java:7 ${FALLBACK}`,
    ]);
  });

  it('is not known where two classes of a package have the name', () => {
    const files = { ...java, 'com/example/shop/Keep.java': java['com/example/security/Keep.java'] };
    deepEqual(linesOf(files, RULE), ['com/example/Tokens.java:7']);
  });
});
