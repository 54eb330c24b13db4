import type { Beside, Text } from './texts.js';

/** One way to write a server: how its files are called, what begins one and what a resource looks like in it. */
interface Style {
  readonly language: Text['language'];
  fileOf(name: string): string;
  file(name: string, resources: readonly string[]): string;
}

const NAMES =
  'order invoice payment shipment customer address product review coupon basket ticket message report session device wallet transfer contract policy claim booking room guest driver vehicle route parcel supplier warehouse refund'.split(
    ' ',
  );
/** In bytes: a route file as most are, and one that is larger than 19 of 20 in published applications. */
const SIZES = [10_000, 38_000];
const FOLDER = 'routes/';

/** Route files of each kind of server, each in a workspace of thirty others, a document and the strict profile. */
export function routeTexts(wanted: (size: string) => boolean): readonly Text[] {
  return SIZES.flatMap((bytes) =>
    STYLES.flatMap((style): readonly Text[] => {
      const size = `${bytes / 1000} KB .${style.fileOf('x').split('.')[1]}`;
      return wanted(size) ? [routeText(style, size, bytes)] : [];
    }),
  );
}

function routeText(style: Style, size: string, bytes: number): Text {
  const { language } = style;
  const others = NAMES.map((name) => ({
    name: style.fileOf(name),
    language,
    text: style.file(name, [name]),
  }));
  return {
    size,
    name: style.fileOf('admin'),
    language,
    text: filled(style, bytes),
    beside: [...others, DOCUMENT, STRICT],
  };
}

/** As many resources as it takes. */
function filled(style: Style, bytes: number): string {
  for (let count = 1; ; count += 1) {
    const text = style.file('admin', NAMES.slice(0, count));
    if (text.length >= bytes || count === NAMES.length) return text;
  }
}

const DOCUMENT: Beside = { name: 'openapi.yaml', language: 'yaml', text: documentText() };
const STRICT: Beside = { name: 'portcullis.yaml', language: 'yaml', text: 'profile: strict\n' };

function documentText(): string {
  const paths = NAMES.map(
    (name) => `  /${name}s:
    get:
      operationId: list-${name}s
      security: [{ token: [] }]
      parameters:
        - { name: q, in: query, schema: { type: string, maxLength: 100 } }
      responses:
        '200': { description: All of them, content: { application/json: { schema: { type: array, items: { type: object } } } } }
  /${name}s/{id}:
    get:
      operationId: show-${name}
      security: [{ token: [] }]
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        '200': { description: The ${name}, content: { application/json: { schema: { type: object } } } }
`,
  );
  return `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: https://shop.example.com }]
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
paths:
${paths.join('')}`;
}

const EXPRESS: Style = {
  language: 'javascript',
  fileOf: (name) => `${FOLDER}${name}.js`,
  file: (_, resources) => `const { Router } = require('express');
const path = require('path');
const { requireUser, requireRole } = require('./guest');
const db = require('../database');
const logger = require('../logger');

const router = Router();
${resources.map(expressResource).join('')}
module.exports = router;
`,
};

function expressResource(name: string): string {
  return `
/** Everything that the owner of a ${name} may see of it. */
function pick${name}(row) {
  return { id: row.id, title: row.title, state: row.state, created: row.created_at };
}

router.get('/${name}s', requireUser, async (req, res, next) => {
  const { q, limit = 20 } = req.query;
  try {
    const rows = await db.query(\`select * from ${name}s where owner = $1 and title like '%\${q}%'\`, [req.user.id]);
    logger.info('listed ${name}s of %s', req.user.id);
    res.json(rows.slice(0, Number(limit)).map(pick${name}));
  } catch (error) {
    next(error);
  }
});

router.get('/${name}s/:id', requireUser, async (req, res) => {
  const row = await db.query('select * from ${name}s where id = $1', [req.params.id]);
  if (!row) return res.status(404).json({ error: 'There is no such ${name}' });
  if (row.owner !== req.user.id) {
    return res.status(403).end();
  }
  res.json(pick${name}(row));
});

router.post('/${name}s', requireUser, async (req, res, next) => {
  const { title, note, callback } = req.body;
  if (!title || title.length > 200) return res.status(400).json({ error: 'A ${name} needs a title' });
  try {
    const created = await db.insert('${name}s', { ...req.body, owner: req.user.id });
    if (callback) await fetch(callback, { method: 'POST', body: JSON.stringify({ id: created.id, note }) });
    res.status(201).json(created);
  } catch (error) {
    res.status(500).send(error.stack);
  }
});

// Files of a ${name} lie in one folder.
router.get('/${name}s/:id/file', async (req, res) => {
  const file = path.join('/var/${name}s', req.params.id, req.query.name);
  res.sendFile(file);
});

router.delete('/${name}s/:id', requireRole('admin'), async (req, res) => {
  await db.query('delete from ${name}s where id = $1', [req.params.id]);
  logger.warn('removed ${name} %s', req.params.id);
  res.sendStatus(204);
});
`;
}

const FASTAPI: Style = {
  language: 'python',
  fileOf: (name) => `${FOLDER}${name}.py`,
  file: (_, resources) => `import logging
import os
import httpx
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session
from ..database import get_db
from ..deps import get_current_user, require_admin
from ..models import User

router = APIRouter()
logger = logging.getLogger(__name__)
${resources.map(fastapiResource).join('')}`,
};

function fastapiResource(name: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return `

class ${type}In(BaseModel):
    """What a caller may say of a ${name}."""
    title: str = Field(max_length=200)
    note: str
    callback: str | None = None


@router.get("/${name}s")
def list_${name}s(q: str = "", limit: int = 20, user: User = Depends(get_current_user), db: Session = Depends(get_db)):
    rows = db.execute(f"select * from ${name}s where title like '%{q}%'").all()
    logger.info("listed ${name}s of %s", user.id)
    return [row for row in rows if row.owner_id == user.id][:limit]


@router.get("/${name}s/{id}")
def show_${name}(id: int, user: User = Depends(get_current_user), db: Session = Depends(get_db)):
    row = db.query(${type}).filter(${type}.id == id).first()
    if row is None:
        raise HTTPException(status_code=404, detail="There is no such ${name}")
    if row.owner_id != user.id:
        raise HTTPException(status_code=403)
    return row


@router.post("/${name}s")
async def create_${name}(body: ${type}In, user: User = Depends(get_current_user), db: Session = Depends(get_db)):
    created = ${type}(**body.model_dump(), owner_id=user.id)
    db.add(created)
    if body.callback:
        async with httpx.AsyncClient() as client:
            await client.post(body.callback, json={"id": created.id})
    return created


# Files of a ${name} lie in one folder.
@router.get("/${name}s/{id}/file")
def file_of_${name}(id: str, name: str):
    with open(os.path.join("/var/${name}s", id, name)) as file:
        return file.read()


@router.delete("/${name}s/{id}", dependencies=[Depends(require_admin)])
def delete_${name}(id: int, db: Session = Depends(get_db)):
    db.query(${type}).filter(${type}.id == id).delete()
    logger.warning("removed ${name} %s", id)
    db.commit()
`;
}

const SPRING: Style = {
  language: 'java',
  fileOf: (name) => `${FOLDER}${name[0]?.toUpperCase()}${name.slice(1)}Routes.java`,
  file: (name, resources) => `package com.example.shop.routes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.client.RestTemplate;

@RestController
@RequestMapping("/api")
public class ${name[0]?.toUpperCase()}${name.slice(1)}Routes {
  private static final Logger logger = LoggerFactory.getLogger("${name}");
  private final JdbcTemplate jdbc;
  private final RestTemplate http;
${resources.map(springResource).join('')}}
`,
};

function springResource(name: string): string {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  return `
  private final ${type}Repository ${name}s;

  /** Everything that the owner of a ${name} may see of it. */
  @GetMapping("/${name}s")
  public List<${type}> list${type}s(@RequestParam String q, @RequestParam(defaultValue = "20") int limit, Principal caller) {
    logger.info("listed ${name}s of {}", caller.getName());
    return jdbc.queryForList("select * from ${name}s where title like '%" + q + "%'", ${type}.class);
  }

  @GetMapping("/${name}s/{id}")
  public ${type} show${type}(@PathVariable Long id, Principal caller) {
    ${type} row = ${name}s.findById(id).orElseThrow();
    if (!row.getOwner().equals(caller.getName())) {
      throw new ForbiddenException("This ${name} is another's");
    }
    return row;
  }

  @PostMapping("/${name}s")
  @PreAuthorize("isAuthenticated()")
  public ${type} create${type}(@Valid @RequestBody ${type}Request body, Principal caller) {
    ${type} created = ${name}s.save(body.to${type}(caller.getName()));
    if (body.getCallback() != null) {
      http.postForObject(body.getCallback(), created, String.class);
    }
    return created;
  }

  // Files of a ${name} lie in one folder.
  @GetMapping("/${name}s/{id}/file")
  public byte[] fileOf${type}(@PathVariable String id, @RequestParam String name) throws IOException {
    return Files.readAllBytes(Path.of("/var/${name}s", id, name));
  }

  @DeleteMapping("/${name}s/{id}")
  @PreAuthorize("hasRole('ADMIN')")
  public void delete${type}(@PathVariable Long id) {
    ${name}s.deleteById(id);
    logger.warn("removed ${name} {}", id);
  }
`;
}

const STYLES: readonly Style[] = [EXPRESS, FASTAPI, SPRING];
