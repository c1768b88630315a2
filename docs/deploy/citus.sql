-- Distributes Steward's tables over a Citus cluster, all by guild_id: what belongs to one server
-- lies on one node. Run it once with psql on the coordinator, as the owner of the tables, after
-- Steward has brought the database up to date and while Steward is stopped. README.md beside this
-- file says what to know before.
--
-- job stays an ordinary table on the coordinator: due jobs of many servers are taken with
-- SELECT ... FOR UPDATE SKIP LOCKED, which Citus runs within one shard only.
CREATE EXTENSION IF NOT EXISTS citus;

SELECT create_distributed_table('activity_channel_day', 'guild_id');
SELECT create_distributed_table('activity_day_set', 'guild_id');
SELECT create_distributed_table('activity_first_message', 'guild_id');
SELECT create_distributed_table('activity_member_day', 'guild_id');
SELECT create_distributed_table('activity_member_week', 'guild_id');
SELECT create_distributed_table('activity_place', 'guild_id');
SELECT create_distributed_table('activity_stay', 'guild_id');
SELECT create_distributed_table('delivery', 'guild_id');
SELECT create_distributed_table('directory_channel', 'guild_id');
SELECT create_distributed_table('directory_guild', 'guild_id');
SELECT create_distributed_table('guild_setting', 'guild_id');
SELECT create_distributed_table('guild_setting_change', 'guild_id');
SELECT create_distributed_table('insights_goal', 'guild_id');
SELECT create_distributed_table('insights_outlet', 'guild_id');
SELECT create_distributed_table('insights_reader', 'guild_id');
SELECT create_distributed_table('ledger_forgotten', 'guild_id');
SELECT create_distributed_table('ledger_gap', 'guild_id');
SELECT create_distributed_table('ledger_horizon', 'guild_id');
SELECT create_distributed_table('ledger_join', 'guild_id');
SELECT create_distributed_table('ledger_leave', 'guild_id');
SELECT create_distributed_table('ledger_message', 'guild_id');
SELECT create_distributed_table('ledger_opt_out', 'guild_id');
SELECT create_distributed_table('ledger_projection', 'guild_id');
SELECT create_distributed_table('ledger_reaction', 'guild_id');
SELECT create_distributed_table('ledger_use', 'guild_id');
SELECT create_distributed_table('ledger_voice', 'guild_id');
SELECT create_distributed_table('ledger_watch', 'guild_id');
SELECT create_distributed_table('member_zone', 'guild_id');
SELECT create_distributed_table('moderation_case', 'guild_id');
SELECT create_distributed_table('moderation_case_change', 'guild_id');
SELECT create_distributed_table('moderation_case_number', 'guild_id');
SELECT create_distributed_table('moderation_channel_hold', 'guild_id');
SELECT create_distributed_table('moderation_duty', 'guild_id');
SELECT create_distributed_table('moderation_duty_change', 'guild_id');
SELECT create_distributed_table('moderation_earlier_name', 'guild_id');
SELECT create_distributed_table('moderation_queue_item', 'guild_id');
SELECT create_distributed_table('moderation_raid', 'guild_id');
SELECT create_distributed_table('moderation_raid_measure', 'guild_id');
SELECT create_distributed_table('moderation_raid_member', 'guild_id');
SELECT create_distributed_table('moderation_report', 'guild_id');
SELECT create_distributed_table('moderation_rules_acceptance', 'guild_id');
SELECT create_distributed_table('moderation_rules_draft', 'guild_id');
SELECT create_distributed_table('moderation_rules_version', 'guild_id');
SELECT create_distributed_table('moderation_transcript', 'guild_id');
SELECT create_distributed_table('onboarding_buddy', 'guild_id');
SELECT create_distributed_table('onboarding_contact', 'guild_id');
SELECT create_distributed_table('onboarding_interest', 'guild_id');
SELECT create_distributed_table('onboarding_introduction', 'guild_id');
SELECT create_distributed_table('onboarding_invite', 'guild_id');
SELECT create_distributed_table('onboarding_kept_roles', 'guild_id');
SELECT create_distributed_table('onboarding_newcomer', 'guild_id');
SELECT create_distributed_table('onboarding_pace', 'guild_id');
SELECT create_distributed_table('onboarding_pairing', 'guild_id');
SELECT create_distributed_table('onboarding_suggestion', 'guild_id');
SELECT create_distributed_table('onboarding_wish', 'guild_id');
SELECT create_distributed_table('process_note', 'guild_id');
SELECT create_distributed_table('recognition_award', 'guild_id');
SELECT create_distributed_table('recognition_badge', 'guild_id');
SELECT create_distributed_table('recognition_count', 'guild_id');
SELECT create_distributed_table('recognition_day', 'guild_id');
SELECT create_distributed_table('recognition_deed', 'guild_id');
SELECT create_distributed_table('recognition_deleted', 'guild_id');
SELECT create_distributed_table('recognition_figures_due', 'guild_id');
SELECT create_distributed_table('recognition_hidden', 'guild_id');
SELECT create_distributed_table('recognition_kudos', 'guild_id');
SELECT create_distributed_table('recognition_level_role', 'guild_id');
SELECT create_distributed_table('recognition_move', 'guild_id');
SELECT create_distributed_table('recognition_news', 'guild_id');
SELECT create_distributed_table('recognition_pick', 'guild_id');
SELECT create_distributed_table('recognition_roles_due', 'guild_id');
SELECT create_distributed_table('recognition_rules', 'guild_id');
SELECT create_distributed_table('recognition_score', 'guild_id');
SELECT create_distributed_table('recognition_shoutout', 'guild_id');
SELECT create_distributed_table('recognition_standing', 'guild_id');
SELECT create_distributed_table('recognition_tier', 'guild_id');
SELECT create_distributed_table('sentiment_day', 'guild_id');
SELECT create_distributed_table('setup_progress', 'guild_id');
