#include "daemon/server/api/openapi/route_notes.hpp"

namespace triand::server {
namespace {

using enum NotedField::Kind;

constexpr std::string_view kDelivery = "triand.delivery/v1";
constexpr std::string_view kChannel = "triand.channel/v1";
constexpr std::string_view kJob = "triand.job/v1";

constexpr NotedField kReason{"reason", text, "why; it is kept in the audit"};
constexpr NotedField kNewestEvent{"newest_event", number,
                                  "the document's newest_event, as the caller saw it: whatever happened "
                                  "since refuses the order (6), so that an "
                                  "order sent twice is done once"};
constexpr NotedField kCustomerVersion{
    "customer_version", number,
    "the document's customer_version, as the caller saw it: where the message "
    "would go by other data of the customer's since, the address among them, "
    "the order is refused (6)"};
constexpr NotedField kReveal{"reveal", flag, "with whole addresses, for support and above; audited"};

constexpr RouteNotes kNotes[] = {
    {.method = "POST",
     .pattern = "/api/v1/deliveries/find",
     .id = "findDeliveries",
     .summary = "Deliveries by customer code, telephone, email or reference, and why there is none",
     .answer = "triand.deliveries/v1",
     .body = {{{"query", text, "the code, telephone, email or reference", true}, kReveal}}},
    {.method = "GET",
     .pattern = "/api/v1/deliveries/tail",
     .id = "tailDeliveries",
     .summary = "What happened to deliveries, the newest or what came after an earlier answer",
     .answer = "triand.tail/v1",
     .page_from = "after",
     .page_next = "cursor",
     .query =
         {{{"after", number, "the cursor of an earlier answer; without it the newest"},
           {"limit", number, "how many; 50, at most 1000"},
           {"channel", text, "only that channel"},
           {"state", text,
            "only changes to that state: queued, sending, accepted, delivered, failed, in_doubt, expired "
            "or cancelled"}}}},
    {.method = "GET",
     .pattern = "/api/v1/deliveries/{reference}",
     .id = "showDelivery",
     .summary = "One delivery, with its text and every attempt and receipt",
     .answer = kDelivery,
     .query = {kReveal}},
    {.method = "POST",
     .pattern = "/api/v1/deliveries/{reference}/resolve",
     .id = "resolveDelivery",
     .summary = "Decides a delivery that is in doubt",
     .answer = kDelivery,
     .body = {{{"as", text, "delivered, failed or resend", true}, kReason, kNewestEvent, kCustomerVersion}}},
    {.method = "POST",
     .pattern = "/api/v1/deliveries/{reference}/resend",
     .id = "resendDelivery",
     .summary = "Sends a delivery that failed once more",
     .answer = kDelivery,
     .body = {kReason, kNewestEvent, kCustomerVersion}},
    {.method = "GET",
     .pattern = "/api/v1/channels",
     .id = "listChannels",
     .summary = "The channels and how they are",
     .answer = "triand.channels/v1"},
    {.method = "GET",
     .pattern = "/api/v1/channels/{name}",
     .id = "showChannel",
     .summary = "One channel",
     .answer = kChannel},
    {.method = "POST",
     .pattern = "/api/v1/channels/{name}/pause",
     .id = "pauseChannel",
     .summary = "Pauses a channel for every campaign",
     .answer = kChannel,
     .body = {kReason}},
    {.method = "POST",
     .pattern = "/api/v1/channels/{name}/resume",
     .id = "resumeChannel",
     .summary = "Resumes a channel that was paused or has stopped",
     .answer = kChannel,
     .body = {kReason}},
    {.method = "POST",
     .pattern = "/api/v1/channels/{name}/authorize",
     .id = "authorizeChannel",
     .summary = "Gives a channel what its gateway wants to see, such as a pair of tokens",
     .answer = kChannel,
     .free_body = true},
    {.method = "POST",
     .pattern = "/api/v1/channels/{name}/test",
     .id = "testChannel",
     .summary = "Sends one real message past campaigns",
     .answer = "triand.test/v1",
     .body = {{{"to", text, "your own address", true}}}},
    {.method = "GET",
     .pattern = "/api/v1/letters",
     .id = "listLetters",
     .summary = "The batches of letters",
     .answer = "triand.letters/v1"},
    {.method = "POST",
     .pattern = "/api/v1/letters/{batch}/release",
     .id = "releaseLetters",
     .summary = "Hands a batch over to the print house",
     .answer = kJob,
     .result = "triand.letter_batch/v1"},
    {.method = "POST",
     .pattern = "/api/v1/letters/{batch}/reprint",
     .id = "reprintLetters",
     .summary = "Prints letters of a batch once more, as a batch of their own",
     .answer = kJob,
     .result = "triand.letter_reprint/v1",
     .body = {{{"references", text,
                "whose letters, with blanks between; without it all that are on their way"},
               kReason}}},
    {.method = "GET",
     .pattern = "/api/v1/letters/{batch}/pdf",
     .id = "fetchLetters",
     .summary = "The letters of a batch that lies in the outbox; audited",
     .media = "application/pdf"},
    {.method = "GET",
     .pattern = "/api/v1/letters/{batch}/manifest",
     .id = "fetchManifest",
     .summary = "Who is written to in a batch that lies in the outbox; audited",
     .media = "text/csv"},
    {.method = "POST",
     .pattern = "/api/v1/letters/ack",
     .id = "acknowledgeLetters",
     .summary = "Takes in what printer and post say of letters: a CSV, which is the body",
     .answer = "triand.letters_ack/v1"},
};

}  // namespace

std::span<const RouteNotes> delivery_notes() { return kNotes; }

}  // namespace triand::server
