#include "daemon/server/api/openapi/route_notes.hpp"

namespace triand::server {
namespace {

using enum NotedField::Kind;

constexpr std::string_view kUser = "triand.user/v1";

constexpr NotedField kRole{"role", text, "viewer, support, operator, approver or admin", true};
constexpr NotedField kUnits{"units", texts, "code prefixes of the units that the role is limited to"};
constexpr NotedField kPassword{"password", text, "at least 12 characters"};
constexpr NotedField kNoPassword{"no_password", flag, "instead of one"};

constexpr RouteNotes kNotes[] = {
    {.method = "GET",
     .pattern = "/api/v1/openapi.json",
     .id = "describe",
     .summary = "This document",
     .media = "application/json"},
    {.method = "GET",
     .pattern = "/api/v1/status",
     .id = "showStatus",
     .summary = "Service, channels, campaigns, and what needs attention",
     .answer = "triand.status/v1"},
    {.method = "GET",
     .pattern = "/api/v1/jobs/{id}",
     .id = "showJob",
     .summary = "How far a job of the caller's is, and what became of it; administrators see every job",
     .answer = "triand.job/v1"},
    {.method = "GET",
     .pattern = "/api/v1/results/{token}",
     .id = "downloadResult",
     .summary = "The file that a job has made, once, for whoever asked for it",
     .media = "*/*"},
    {.method = "POST",
     .pattern = "/api/v1/backup",
     .id = "backUp",
     .summary = "Writes a backup of the database into a file",
     .answer = "triand.job/v1",
     .result = "triand.backup/v1"},
    {.method = "GET",
     .pattern = "/api/v1/users",
     .id = "listUsers",
     .summary = "The accounts",
     .answer = "triand.users/v1"},
    {.method = "POST",
     .pattern = "/api/v1/users",
     .id = "addUser",
     .summary = "Makes an account",
     .answer = kUser,
     .body = {{{"name", text, "a system user's name, or one like it", true},
               kRole,
               kUnits,
               kPassword,
               kNoPassword}}},
    {.method = "POST",
     .pattern = "/api/v1/users/{name}/passwd",
     .id = "setPassword",
     .summary = "Gives an account a password, or takes it away",
     .answer = kUser,
     .body = {kPassword, kNoPassword}},
    {.method = "POST",
     .pattern = "/api/v1/users/{name}/role",
     .id = "setRole",
     .summary = "Gives an account another role; without units it keeps those it has",
     .answer = kUser,
     .body = {kRole, kUnits}},
    {.method = "POST",
     .pattern = "/api/v1/users/{name}/disable",
     .id = "disableUser",
     .summary = "Disables an account, from the next request on",
     .answer = kUser},
    {.method = "POST",
     .pattern = "/api/v1/users/{name}/enable",
     .id = "enableUser",
     .summary = "Enables an account again",
     .answer = kUser},
    {.method = "GET",
     .pattern = "/api/v1/audit",
     .id = "listAudit",
     .summary = "Who did what, and who looked, newest first",
     .answer = "triand.audit/v1",
     .page_from = "cursor",
     .page_next = "cursor",
     .query = {{{"limit", number, "how many; 100, at most 1000"},
                {"cursor", number, "that of an earlier answer, to go on behind it"},
                {"who", text, "only what that person did"},
                {"action", text, "only that action, or that kind of actions: campaign"},
                {"since", text, "a day or a time: 2026-12-18, 2026-12-18T07:30:00+07:00"}}}},
    {.method = "GET",
     .pattern = "/livez",
     .id = "isAlive",
     .summary = "Whether the service turns",
     .answer = "triand.health/v1"},
    {.method = "GET",
     .pattern = "/readyz",
     .id = "isReady",
     .summary = "Whether the service can do its work",
     .answer = "triand.health/v1",
     .also_unready = true},
    {.method = "GET",
     .pattern = "/metrics",
     .id = "showMetrics",
     .summary = "Figures for Prometheus",
     .media = "text/plain"},
};

}  // namespace

std::span<const RouteNotes> service_notes() { return kNotes; }

}  // namespace triand::server
