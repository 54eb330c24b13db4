import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const SCRIPT = `
  const express = require('express');
  const { exec } = require('child_process');
  const app = express();
  app.get('/a', async (req, res) => {
    const { url: target } = req.query;
    const isListed = HOSTS.has(new URL(req.query.url).hostname.toLowerCase());
    if (!isListed) return res.status(400).end();
    res.send(await (await fetch(target)).text());
  });
  app.get('/b', async (req, res) => {
    const host = req.query.name;
    if (!HOSTS.has(req.query.name)) return res.status(400).end();
    res.send(await (await fetch(\`https://\${host}/status\`)).text());
  });
  app.get('/c', async (req, res) => {
    const u = new URL(req.query.url);
    const host = u.hostname.toLowerCase();
    if (!HOSTS.has(host)) return res.status(400).end();
    res.send(await (await fetch(u.href)).text());
  });
  app.get('/d', (req, res) => {
    const [host, count] = [req.query.host, 3];
    if (!isPlain(host)) return res.status(400).end();
    const target = host;
    exec(\`ping -c \${count} \${target}\`, (error, out) => res.send(out));
  });
  function isPlain(value) { return /^[a-z0-9.]+$/.test(value); }
  app.get('/other', async (req, res) => {
    const u = new URL(req.query.url);
    const other = new URL(req.query.other);
    if (!HOSTS.has(other.hostname)) return res.status(400).end();
    res.send(await (await fetch(u)).text());
  });
  app.get('/none', (req, res) => {
    const { host: target } = req.query;
    if (!isPlain(req.query.name)) return res.status(400).end();
    exec(\`ping \${target}\`, (error, out) => res.send(out));
  });
  app.get('/noted', async (req, res) => {
    const host = new URL(req.query.url).hostname;
    const isListed = HOSTS.has(host);
    if (!isListed) log('not listed');
    res.send(await (await fetch(req.query.url)).text());
  });`;

const PYTHON = `
  import subprocess
  import requests
  from urllib.parse import urlparse
  from fastapi import FastAPI, HTTPException
  app = FastAPI()
  @app.get("/a")
  def a(url: str):
      target = url
      if urlparse(url).hostname not in HOSTS:
          raise HTTPException(400)
      return requests.get(target, timeout=3).text
  @app.get("/b")
  def b(url: str):
      parts = urlparse(url)
      scheme, netloc = parts.scheme, parts.netloc
      if scheme != "https" or netloc not in HOSTS:
          raise HTTPException(400)
      return requests.get(parts.geturl(), timeout=3).text
  @app.get("/c")
  def c(url: str):
      if not is_ours(url):
          raise HTTPException(400)
      target = url
      return requests.get(target, timeout=3).text
  def is_ours(value):
      return urlparse(value).hostname in HOSTS
  @app.get("/d")
  def d(host: str):
      name = host.strip()
      if not host.isalnum():
          raise HTTPException(400)
      return subprocess.run(f"ping {name}", shell=True)
  @app.get("/other")
  def other(url: str, other: str):
      if urlparse(other).hostname not in HOSTS:
          raise HTTPException(400)
      return requests.get(url, timeout=3).text
  @app.get("/scheme")
  def scheme(url: str):
      target = url
      if urlparse(target).scheme not in ["https"]:
          raise HTTPException(400)
      return requests.get(url, timeout=3).text`;

const JAVA = `
  @RestController
  class Previews {
    @GetMapping("/a")
    String a(@RequestParam String url) {
      String target = url;
      if (!HOSTS.contains(URI.create(url).getHost())) throw new IllegalArgumentException();
      return restTemplate.getForObject(target, String.class);
    }
    @GetMapping("/b")
    String b(@RequestParam String url) throws Exception {
      URL address = new URL(url);
      if (!HOSTS.contains(address.getHost())) throw new IllegalArgumentException();
      URI target = address.toURI();
      return restTemplate.getForObject(target, String.class);
    }
    @GetMapping("/c")
    void c(@RequestParam String host) throws Exception {
      String name = host.trim();
      if (!host.matches("[a-z0-9.]+")) throw new IllegalArgumentException();
      Runtime.getRuntime().exec("sh -c ping " + name);
    }
    @GetMapping("/other")
    String other(@RequestParam String url, @RequestParam String other) {
      if (!HOSTS.contains(URI.create(other).getHost())) throw new IllegalArgumentException();
      return restTemplate.getForObject(url, String.class);
    }
    @GetMapping("/none")
    void none(@RequestParam String host) throws Exception {
      String name = host;
      Runtime.getRuntime().exec("sh -c ping " + name);
    }
  }`;

function found(files: Readonly<Record<string, string>>): readonly string[] {
  return ['input/ssrf', 'input/command-injection'].flatMap((rule) => linesOf(files, rule));
}

describe('a value that is compared under one name and used under another', () => {
  before(prepare);

  it('is in order in JavaScript, and another value is not', () => {
    deepEqual(found({ 'app.js': SCRIPT }), ['app.js:32', 'app.js:43', 'app.js:37']);
  });

  it('is in order in Python, and another value is not', () => {
    deepEqual(found({ 'main.py': PYTHON }), ['main.py:37', 'main.py:43']);
  });

  it('is in order in Java, and another value is not', () => {
    deepEqual(found({ 'Previews.java': JAVA }), ['Previews.java:25', 'Previews.java:30']);
  });
});
