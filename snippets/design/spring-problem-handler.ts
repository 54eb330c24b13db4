import { defineSnippet } from '../../server/core/rule/snippet.js';

const JAVA = `import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says that something failed and where to ask; what failed stays in the log. */
@RestControllerAdvice
class \${1:ProblemHandler} {

  private static final Logger LOG = LoggerFactory.getLogger(\${1:ProblemHandler}.class);

  @ExceptionHandler(Exception.class)
  ProblemDetail answer(Exception failure) {
    UUID id = UUID.randomUUID();
    LOG.error("Request failed, {}", id, failure);
    ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
    problem.setTitle("\${2:Something went wrong}");
    problem.setProperty("id", id);
    return problem;
  }
}
`;

export default defineSnippet({
  id: 'design/spring-problem-handler',
  title: 'Spring error handler that tells callers nothing internal',
  detail: 'Answers with problem details (RFC 9457) and an id under which the log has the rest. Spring 6.',
  prefix: 'sec-spring-errors',
  practices: ['design-errors', 'detect-logging', 'gateway-consistency'],
  threats: [],
  content: { kind: 'code', java: JAVA },
});
