import { defineSnippet } from '../../server/core/rule/snippet.js';

const JAVA = `import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Everything asks for a valid access token unless it is named here. Set in the application's properties:
 * spring.security.oauth2.resourceserver.jwt.issuer-uri and ...jwt.audiences, since the audience is not checked otherwise.
 */
@Configuration
@EnableMethodSecurity
class \${1:ApiSecurity} {

  @Bean
  SecurityFilterChain apiSecurityChain(HttpSecurity http) throws Exception {
    return http
        .authorizeHttpRequests(requests -> requests
            .requestMatchers(HttpMethod.GET, "\${2:/health}").permitAll()
            .requestMatchers("\${3:/admin/**}").hasAuthority("SCOPE_\${4:admin}")
            .anyRequest().authenticated())
        .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable()) // Tokens come in a header, which no other site can make a browser send.
        .build();
  }
}
`;

export default defineSnippet({
  id: 'auth/spring-security-chain',
  title: 'Spring Security chain that denies by default',
  detail:
    'Asks for a JWT everywhere, for a scope on what administrators do, and keeps no session. Spring Security 6.',
  prefix: 'sec-spring',
  practices: ['auth-standards', 'auth-access-control', 'design-defaults'],
  threats: ['TM-E-02', 'TM-S-01', 'TM-S-02'],
  content: { kind: 'code', java: JAVA },
});
