import { threatId } from '../../server/core/model/threats/identity.js';

/** A document with one open write, and the file that keeps answers about it. */
export const URI = 'file:///w/api.yaml';
export const FILE = 'file:///w/api.threats.yaml';
export const API = `openapi: 3.0.3
info: { title: Orders, version: '1' }
servers: [{ url: https://api.example.com }]
security: [{ bearer: [] }]
paths:
  /orders:
    post:
      security: []
      responses: { '201': { description: Created } }
components:
  securitySchemes:
    bearer: { type: http, scheme: bearer }
`;
/** Ids of two of its threats. */
export const PUBLIC = threatId('s.no-auth-sensitive', 'orders');
export const UNLIMITED = threatId('d.no-rate-limit', 'api');
