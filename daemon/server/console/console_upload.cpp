#include <cstdint>
#include <utility>

#include "daemon/server/console/console.hpp"
#include "daemon/server/console/form_guard.hpp"
#include "daemon/server/console/upload_form.hpp"
#include "daemon/server/multipart_head.hpp"

// How the console takes forms with a file: nobody's bytes are stored before it is known whose they are.
namespace triand::server {
namespace {

constexpr Phrase kNotTaken{"Chưa nhận tệp", "The file was not taken"};
constexpr Phrase kForeignForm{
    "Yêu cầu không đến từ trang này hoặc trang đã cũ. Xin mở lại trang rồi làm lại.",
    "The request did not come from this page, or the page was out of date. Please open it again."};
constexpr Phrase kMalformed{
    "Trình duyệt chưa gửi trọn tệp. Xin mở lại trang rồi gửi lại.",
    "The file did not come as a whole. Please open the page again and send it once more."};
constexpr Phrase kUnstored{
    "Máy chủ chưa ghi được tệp; tệp đã bị bỏ. Xin báo kỹ thuật rồi gửi lại.",
    "The server cannot store the file, and it is gone. Please tell the engineers, then try again."};
constexpr Phrase kNoPlace{"Đang nhận nhiều tệp cùng lúc. Xin đợi một lát rồi gửi lại.",
                          "Several files are coming in just now. Please wait a moment, then send it again."};

constexpr Phrase kNoRoom{
    "Các tệp đang chờ nạp đã chiếm hết chỗ dành cho chúng. Xin đợi các tệp đó nạp xong rồi gửi lại.",
    "The files that wait to be loaded leave no room for another one. Please send it when some are loaded."};
constexpr Phrase kTooLarge{"Tệp lớn quá mức máy chủ nhận.", "The file is larger than the server takes."};

constexpr const char* kWaitSeconds = "30";

}  // namespace

void Console::add_upload(Router& router, UploadPage upload) {
  Route route = open_route("POST", upload.pattern, [this, page = std::move(upload.page)](Request& request) {
    return serve(request, page, Asked::by_visitor, &Console::take_upload);
  });
  route.upload = Upload{world_.spool, upload.max_bytes};
  route.admits = [this, most = upload.max_bytes, refusal = std::move(upload.refusal)](
                     const Request& request) { return admit_upload(request, most, refusal); };
  router.add(std::move(route));
}

Admission Console::admit_upload(const Request& request, std::uint64_t most,
                                const std::function<std::optional<ApiError>(const Caller&)>& refusal) {
  auto visit = visit_of(request);
  if (!visit) return {see_other("/console/log-in"), nullptr};
  const PageFrame& frame = visit->frame;
  const auto refuse = [&](Phrase why, unsigned status) {
    return Admission{notice_page(frame, kNotTaken, why.in(frame.language), status), nullptr};
  };
  if (is_from_elsewhere(request, options_.public_url)) return refuse(kForeignForm, 403);
  if (const auto error = refusal(visit->caller))
    return {notice_page(frame, kNotTaken, error->message, error->status()), nullptr};
  if (!multipart_boundary(request.header("Content-Type"))) return refuse(kMalformed, 400);
  if (request.content_length() > most) return refuse(kTooLarge, 413);
  if (!world_.uploads->has_room(request.content_length())) return refuse(kNoRoom, 503);
  std::shared_ptr<void> place = world_.uploads->take(visit->caller.name);
  if (place == nullptr) {
    Admission full = refuse(kNoPlace, 429);
    full.refusal->headers.emplace_back("Retry-After", kWaitSeconds);
    return full;
  }
  return {std::nullopt, std::move(place)};
}

std::optional<Response> Console::take_upload(Request& request, Visit& visit) const {
  const PageFrame& frame = visit.frame;
  const UploadFault fault = is_from_elsewhere(request, options_.public_url)
                                ? UploadFault::foreign
                                : read_upload_form(request.upload_file, request.header("Content-Type"),
                                                   frame.form_token, visit.form);
  switch (fault) {
    case UploadFault::none:
      return std::nullopt;
    case UploadFault::foreign:
      return notice_page(frame, kNotTaken, kForeignForm.in(frame.language), 403);
    case UploadFault::unstored:
      options_.log(LogLevel::error, "http_upload_failed", "cannot read or store the file of a form");
      return notice_page(frame, kNotTaken, kUnstored.in(frame.language), 507);
    case UploadFault::malformed:
      break;
  }
  return notice_page(frame, kNotTaken, kMalformed.in(frame.language), 400);
}

}  // namespace triand::server
