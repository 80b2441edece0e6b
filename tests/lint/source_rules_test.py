#!/usr/bin/python3
"""The rules on the text of the sources: each holds for the repository, and each finds what it is for when planted."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent


def run(script, root):
    done = subprocess.run([sys.executable, str(HERE / script), str(root)], capture_output=True, text=True, check=False)
    if done.stderr:
        raise AssertionError(done.stderr)
    return done.returncode, done.stdout.splitlines()


class Planted(unittest.TestCase):
    script = ""

    def judge(self, text, path="daemon/app/planted.cpp"):
        """The lines of `text` that the script names; it must fail exactly if there are any."""
        with tempfile.TemporaryDirectory(prefix="triand-lint-") as folder:
            file = pathlib.Path(folder) / path
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
            code, lines = run(self.script, folder)
        self.assertEqual(code, 1 if lines else 0)
        for line in lines:
            self.assertTrue(line.startswith(f"{path}:"), line)
        return [int(line.split(":")[1]) for line in lines]


class CoAwaitTemporaries(Planted):
    script = "co_await_temporaries.py"

    def in_function(self, body):
        return [line - 1 for line in self.judge("awaitable<void> run() {\n" + body + "\n}\n")]

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def test_an_object_in_braces_is_found(self):
        for statement in ('co_await send(Request{.host = host});',
                          'co_await send({"a", "b"});',
                          'auto reply = co_await send(Request{name, 1});',
                          'if (co_await send(Request{name})) return;',
                          'while (co_await send({name})) work();',
                          'co_return co_await send(Request{name});',
                          'merge(Request{name}, co_await receive());',
                          'merge(co_await receive(), Request{name});',
                          'x = co_await send(std::vector<std::string>{"a"});',
                          'std::string x{co_await send(Request{name})};'):
            with self.subTest(statement):
                self.assertIn(1, self.in_function(statement))

    def test_the_line_of_the_braces_is_named(self):
        self.assertEqual(self.in_function("co_await send(\n    one,\n    Request{name});"), [3])

    def test_a_lambda_with_a_copy_is_found(self):
        for statement in ('co_await async_initiate([name](auto handler) { run(name); }, token);',
                          'co_await spawn(executor, [text = std::move(text)]() -> awaitable<void> { co_return; });',
                          'co_await spawn(executor, [=] { work(); });',
                          'co_await spawn(executor, [&x, y] { work(); });'):
            with self.subTest(statement):
                self.assertEqual(self.in_function(statement), [1])

    def test_what_is_harmless_is_let_through(self):
        for statement in ('co_await timer.async_wait(use_awaitable);',
                          'Request request{.host = host};\nco_await send(std::move(request));',
                          'co_await send(std::move(request));\nRequest request{.host = host};',
                          'co_await wait_for(std::chrono::seconds{5});',
                          'co_await send({});',
                          'co_await send(Options{});',
                          'co_await spawn([this] { work(); });',
                          'co_await spawn([&] { work(); });',
                          'co_await spawn([] { Request request{name}; });',
                          'if (ready) { co_await wait(); } else { Request request{name}; }',
                          'for (Receipt& receipt : all) co_await tell(receipt);\nRequest request{name};',
                          'x[index] = co_await receive();',
                          'auto [error, count] = co_await stream.async_read_some(room, use_tuple);',
                          '// co_await send(Request{name});',
                          'log("co_await send(Request{name})");',
                          "co_await send(1'000, '{', \"}\");",
                          'spawn(executor, [name]() -> awaitable<void> { co_await wait(); }, detached);'):
            with self.subTest(statement):
                self.assertEqual(self.in_function(statement), [])


class SqlInStore(Planted):
    script = "sql_in_store.py"

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def test_sql_outside_the_store_is_found(self):
        for statement in ("SELECT a FROM b WHERE c = ?", "INSERT INTO a VALUES (1)", "INSERT OR REPLACE INTO a (b) VALUES (?)",
                          "UPDATE a SET b = 1", "DELETE FROM a", "CREATE TABLE a (b)", "PRAGMA user_version", "VACUUM INTO ?",
                          "WITH a AS (SELECT 1) SELECT 2"):
            with self.subTest(statement):
                self.assertEqual(self.judge(f'\nauto x = "{statement}";\n'), [2])
                self.assertEqual(self.judge(f'auto x = R"sql(\n {statement})sql";\n'), [1])
                self.assertEqual(self.judge(f'auto x = "{statement}";\n', "tests/standin/planted.cpp"), [1])
                self.assertEqual(self.judge(f'auto x = "{statement}";\n', "daemon/store/planted.cpp"), [])
                self.assertEqual(self.judge(f'auto x = "{statement}";\n', "tests/daemon/store/planted.cpp"), [])

    def test_prose_and_comments_are_no_sql(self):
        for line in ('auto x = "Select a file from the list";', '// "SELECT a FROM b"', 'auto x = "update the number";',
                     'auto x = "Delete from the list what is wrong";'.replace("Delete from", "Delete it from"),
                     'auto x = "with care";'):
            with self.subTest(line):
                self.assertEqual(self.judge(line + "\n"), [])

    def test_a_value_that_is_joined_into_sql_is_found(self):
        store = "daemon/store/planted.cpp"
        for line in ('run("SELECT a FROM b WHERE c = " + name);', "run(\"SELECT a FROM b WHERE c = '\" + name + \"'\");",
                     'run("DELETE FROM b WHERE id IN (" + ids);', 'run(fmt::format("SELECT a FROM b WHERE c = {}", name));',
                     'run("SELECT a FROM b" + order);', 'run("SELECT a FROM b" " WHERE c = 1 AND " + more);',
                     'run("DELETE FROM b WHERE c = " TRIAND_NAME " AND d = " + name);',
                     'run(std::string("SELECT a FROM b WHERE c = ") + name);', 'run(head + "SELECT a FROM b ");',
                     'sql += "SELECT a FROM b WHERE c = 1";', 'out << "SELECT a FROM b WHERE c = " << name;',
                     'fmt::format_to(back, "SELECT a FROM b WHERE c = {}", name);',
                     'std::snprintf(text, 80, "SELECT a FROM b WHERE c = %s", name);',
                     'std::string sql = "SELECT a FROM b WHERE c = "; sql += name;',
                     'std::string sql = "SELECT a FROM b WHERE c = "; sql.append(name);',
                     'std::string sql("DELETE FROM b WHERE c = "); run(sql + name);',
                     'auto& rows = session.prepare(head + name);', 'database.exec(fmt::format(kDelete, name));',
                     'SQLite::Statement find(database, std::string(kFind) + name);',
                     'database.exec(std::string(kDelete).append(name));'):
            with self.subTest(line):
                self.assertEqual(set(self.judge(line + "\n", store)), {1})
        for line in ('run("SELECT a FROM b WHERE c = ?", name);', 'run("SELECT a FROM b" " WHERE c = ?");',
                     'run("INSERT INTO b VALUES (" TRIAND_MARKS ")");',
                     'auto& rows = prepare("SELECT a + 1 FROM b WHERE c = ?");',
                     'rows.bind(1, a + b); rows.exec();', 'const char* sql = "SELECT a FROM b"; run(sql); total += 1;',
                     'run("PRAGMA user_version = " + number);',
                     'database.exec("PRAGMA user_version = " + std::to_string(at + 1));'):
            with self.subTest(line):
                self.assertEqual(self.judge(line + "\n", store), [])


class RoutesInMatrix(Planted):
    script = "routes_in_matrix.py"

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def test_a_route_without_a_row_is_found(self):
        for route in ('router.add(api_route("POST", "/api/v1/all/erase", Role::viewer, work));',
                      'router.add(\napi_route("GET",\n"/api/v1/secrets", least, work));',
                      'route.pattern = "/backdoor";'):
            with self.subTest(route):
                self.assertEqual(len(self.judge(route + "\n", "daemon/app/planted.cpp")), 1)
        self.assertEqual(self.judge('route.pattern = "/v1/notices";\n'), [])
        self.assertEqual(self.judge('client.get("/api/v1/status");\n'), [])

    def test_a_route_that_is_open_to_everybody_is_found(self):
        self.assertEqual(self.judge("\nroute.open = server::Open::everywhere;\n"), [2])
        self.assertEqual(self.judge("route.open = server::Open::everywhere;\n", "daemon/app/webhook_desk.cpp"), [])


class Outgoing(Planted):
    script = "outgoing.py"

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def test_a_handle_that_may_go_anywhere_is_found(self):
        kept = "set(CURLOPT_PROTOCOLS_STR); set(CURLOPT_PROXY);"
        self.assertEqual(self.judge("auto easy = curl_easy_init();\n", "channels/fax/fax.cpp"), [1, 1])
        self.assertEqual(self.judge("auto easy = curl_easy_init(); set(CURLOPT_PROXY);\n", "channels/fax/fax.cpp"), [1])
        self.assertEqual(self.judge(f"auto easy = curl_easy_init(); {kept}\n", "channels/fax/fax.cpp"), [])

    def test_a_redirect_and_a_shell_are_found(self):
        for line in ("curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);",
                     "curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, yes);",
                     'curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "file");', "system(command.c_str());",
                     'std::system("ls");', 'FILE* pipe = popen(command, "r");'):
            with self.subTest(line):
                self.assertEqual(self.judge(line + "\n"), [1])
        for line in ("curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);", "file_system(x);", "error.system(x);"):
            with self.subTest(line):
                self.assertEqual(self.judge(line + "\n"), [])


class OneDefinition(Planted):
    script = "one_definition.py"

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def judge_two(self, one, other):
        """What it says of two files; that it fails exactly if that is anything."""
        with tempfile.TemporaryDirectory(prefix="triand-lint-") as folder:
            for name, text in (("a.hpp", one), ("b.hpp", other)):
                path = pathlib.Path(folder) / "daemon" / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            code, lines = run(self.script, folder)
        self.assertEqual(code, 1 if lines else 0)
        return lines

    def test_a_name_that_two_files_define_is_found(self):
        for kind in ("struct Figures {", "class Figures final : public Base {", "enum class Figures {", "union Figures {",
                     "template <typename T>\nstruct Figures {", "class Figures\n    : public Base {"):
            with self.subTest(kind):
                text = f"namespace triand::server {{\n\n// One.\n{kind}\n}};\n\n}}  // namespace triand::server\n"
                line = 4 + kind.count("\n", 0, kind.index("Figures"))
                self.assertEqual(self.judge_two(text, text),
                                 [f"daemon/b.hpp:{line}: triand::server::Figures is defined in daemon/a.hpp as well"])

    def test_namespaces_without_words_at_their_end_hide_nothing(self):
        one = "namespace triand::server {\nstruct Figures {\n};\n}  // namespace triand::server\n"
        other = "namespace date {\nclass time_zone;\n}\n\nnamespace {\nint f();\n}\n\n" + one
        self.assertEqual(self.judge_two(one, other),
                         ["daemon/b.hpp:10: triand::server::Figures is defined in daemon/a.hpp as well"])
        self.assertEqual(self.judge_two(one, "namespace date {\nstruct Zone {\n};\n}\n"),
                         ["daemon/b.hpp:4: where does namespace date end?"])

    def test_what_is_a_files_own_or_of_another_namespace_or_declared_is_let_through(self):
        one = "namespace triand::server {\nstruct Figures {\n};\n}  // namespace triand::server\n"
        for other in ("namespace triand::app {\nstruct Figures {\n};\n}  // namespace triand::app\n",
                      "namespace triand::server {\nnamespace {\nstruct Figures {\n};\n}  // namespace\n"
                      "struct Others {\n};\n}  // namespace triand::server\n",
                      "namespace triand::server {\nstruct Figures;\nstruct All {\n  struct Figures {\n  };\n};\n"
                      "}  // namespace triand::server\n"):
            with self.subTest(other):
                self.assertEqual(self.judge_two(one, other), [])


class ConfigKeys(Planted):
    script = "config_keys.py"

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def test_a_key_that_nothing_explains_is_found(self):
        for asks in ('block.text("colour", "")', 'block.integer(\n"colour", 1, 2)', 'folder(top, "colour")'):
            with self.subTest(asks):
                self.assertTrue(self.judge(f"auto x = {asks};\n", "channels/fax/settings.cpp"))
        self.assertEqual(self.judge('complain("colour", "no");\n', "channels/fax/settings.cpp"), [])


class LogEvents(Planted):
    script = "log_events.py"

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def test_an_event_that_is_not_in_the_run_book_is_found(self):
        for statement in ('log_.info("burnt", "x");', 'log(LogLevel::error,\n"burnt", "x");',
                          'context->log(server::LogLevel::warning, "burnt", "x");'):
            with self.subTest(statement):
                self.assertTrue(self.judge(statement + "\n"))
        self.assertEqual(self.judge('log_level("burnt");\n'), [])

    def test_a_row_that_nothing_logs_is_found(self):
        self.assertEqual(self.judge("| `burnt` | x |\n", "systemd/RUNBOOK.md"), [1])


class Monitoring(Planted):
    script = "monitoring.py"

    def test_the_repository_is_clean(self):
        self.assertEqual(run(self.script, ROOT), (0, []))

    def test_a_metric_that_does_not_exist_is_found(self):
        self.assertEqual(self.judge('{"expr":\n"triand_luck_total"}', "systemd/dashboard.json"), [2])

    def test_an_alert_without_a_row_and_a_row_without_an_alert_are_found(self):
        self.assertEqual(self.judge("\n  - alert: TriandBurnt\n", "systemd/alerts.yml"), [2])
        self.assertEqual(self.judge("| TriandBurnt | x |\n", "systemd/RUNBOOK.md"), [1])


if __name__ == "__main__":
    unittest.main()
