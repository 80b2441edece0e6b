#include "daemon/server/api/openapi/route_notes.hpp"

namespace triand::server {
namespace {

using enum NotedField::Kind;

constexpr std::string_view kCampaign = "triand.campaign/v1";
constexpr std::string_view kJob = "triand.job/v1";

constexpr NotedField kFile{"file", text, "the name that its faults are told under", true};
constexpr NotedField kText{"text", text, "the campaign file, YAML"};
constexpr NotedField kReason{"reason", text, "why; it is kept in the audit"};
constexpr NotedField kOneChannel{"channel", text, "only that channel"};
constexpr NotedField kOneUnit{"unit", text, "only that unit, by its code prefix"};

constexpr RouteNotes kNotes[] = {
    {.method = "GET",
     .pattern = "/api/v1/campaigns",
     .id = "listCampaigns",
     .summary = "All campaigns, with their numbers",
     .answer = "triand.campaigns/v1"},
    {.method = "GET",
     .pattern = "/api/v1/campaigns/{id}",
     .id = "showCampaign",
     .summary = "A campaign's state, numbers, forecast and cost",
     .answer = kCampaign},
    {.method = "GET",
     .pattern = "/api/v1/campaigns/{id}/balance",
     .id = "balanceCampaign",
     .summary = "The account of a campaign, which adds up at every moment",
     .answer = kCampaign},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/check",
     .id = "checkCampaign",
     .summary = "Faults of a campaign file and its templates",
     .answer = "triand.check/v1",
     .body = {kFile, kText}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/plan",
     .id = "planCampaign",
     .summary = "Plans a campaign's next window; nothing is sent",
     .answer = kJob,
     .result = kCampaign,
     .body = {kFile, kText}},
    {.method = "GET",
     .pattern = "/api/v1/campaigns/{id}/preview",
     .id = "previewCampaign",
     .summary = "The exact messages for one customer",
     .answer = "triand.preview/v1",
     .query = {{{"customer", text, "the customer's code; without it some example is taken"},
                {"channel", text, "only that channel"}}}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/preview",
     .id = "previewSamples",
     .summary = "Messages for samples of the recipients, and their files",
     .answer = kJob,
     .result = "triand.preview/v1",
     .body = {{{"customer", text, "the customer's code"},
               kOneChannel,
               {"samples", text, "how many at random, by each channel, as a number; at most 100"},
               {"files", flag, "with what a mailbox or a printer would get"}}}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/test",
     .id = "testCampaign",
     .summary = "Sends one real message, marked as a test, which counts nowhere",
     .answer = "triand.test/v1",
     .body = {{{"channel", text, "the channel", true},
               {"to", text, "your own address", true},
               {"customer", text, "whose data fills it, by code; without it some example's"}}}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/approve",
     .id = "approveCampaign",
     .summary = "Approves a plan, or a list that has changed since",
     .answer = kCampaign,
     .body = {{{"accept_shortfall", flag, "although it cannot finish in its window"}}}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/pause",
     .id = "pauseCampaign",
     .summary = "Pauses a campaign, or its part",
     .answer = kCampaign,
     .body = {kOneChannel, kOneUnit, kReason}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/resume",
     .id = "resumeCampaign",
     .summary = "Resumes what was paused",
     .answer = kCampaign,
     .body = {kOneChannel, kOneUnit, kReason}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/cancel",
     .id = "cancelCampaign",
     .summary = "Cancels a campaign, for good",
     .answer = kCampaign,
     .body = {{{"confirm", text, "the campaign's id once more", true}, kReason}}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/export",
     .id = "exportDeliveries",
     .summary = "Writes every delivery of a campaign into a file",
     .answer = kJob,
     .result = "triand.export/v1",
     .body = {{{"format", text, "csv or xlsx", true}, {"reveal", flag, "with whole addresses; audited"}}}},
    {.method = "POST",
     .pattern = "/api/v1/campaigns/{id}/report",
     .id = "reportCampaign",
     .summary = "Writes a campaign's closing report into a file",
     .answer = kJob,
     .result = "triand.report/v1",
     .body = {{{"format", text, "html or xlsx; json is the signed archive", true}}}},
};

}  // namespace

std::span<const RouteNotes> campaign_notes() { return kNotes; }

}  // namespace triand::server
