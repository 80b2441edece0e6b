#pragma once

#include "daemon/app/campaign_shelf.hpp"
#include "daemon/app/channel_desk.hpp"
#include "daemon/domain/suppression_index.hpp"
#include "daemon/plan/preview.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/store/reader_pool.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// Looks at a campaign's messages before anybody gets them: samples, pictures, and one real message to ourselves. Any
// thread but the network's; all it refers to outlives it.
class MessageDesk {
 public:
  MessageDesk(store::Writer& writer, store::ReaderPool& readers, CampaignShelf& shelf,
              const ChannelDesk& channels, const domain::SuppressionIndex& suppressions, const bool& adopted)
      : writer_(writer),
        readers_(readers),
        shelf_(shelf),
        channels_(channels),
        suppressions_(suppressions),
        adopted_(adopted) {}

  // triand.preview/v1, for one customer with files, or `samples`.
  [[nodiscard]] server::JobResult preview(const server::PreviewOrder& order,
                                          server::Progress& progress) const;
  // triand.test/v1.
  [[nodiscard]] server::Answer test(const server::TestOrder& order, const server::Caller& caller) const;

 private:
  [[nodiscard]] boost::json::object shown(const CampaignDraft& draft, const store::StoredCustomer& customer,
                                          plan::Preview preview, bool files) const;

  store::Writer& writer_;
  store::ReaderPool& readers_;
  CampaignShelf& shelf_;
  const ChannelDesk& channels_;
  const domain::SuppressionIndex& suppressions_;
  const bool& adopted_;
};

}  // namespace triand::app
